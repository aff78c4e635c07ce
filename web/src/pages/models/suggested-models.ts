/** Upstream's names of models to choose from; any other can be typed. The last stands for all of them. */
export const SUGGESTED_MODELS = [
  'claude-opus-5-5',
  'claude-sonnet-5-5',
  'claude-haiku-5-5',
  'claude-opus-4-6',
  'claude-sonnet-4-6',
  'claude-haiku-4-5',
  'claude-*',
];
