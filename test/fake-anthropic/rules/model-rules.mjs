// @ts-check

/** @typedef {import('./rule-context.mjs').Rule} Rule */

const SAMPLING_FIELDS = ['temperature', 'top_p', 'top_k'];
const FORCED_CHOICES = ['any', 'tool'];
const THINKING_TYPES = ['enabled', 'adaptive'];

/** @type {Rule} */
const keepsOutputLimit = ({ model: name, max_tokens: maxTokens }, { model, betas }) => {
  if (!Number.isInteger(maxTokens)) return 'max_tokens: Input should be a valid integer';
  if (maxTokens < 1) return 'max_tokens: must be greater than or equal to 1';
  const limit = betas.has('output-128k-2025-02-19') ? 128_000 : model.outputTokens;
  return maxTokens > limit
    ? `max_tokens: ${maxTokens} > ${limit}, which is the maximum allowed number of output tokens for ${name}`
    : undefined;
};

/** @type {Rule} */
const keepsSamplingRanges = ({ temperature, top_p: topP, top_k: topK }) => {
  if (temperature < 0 || temperature > 1) return 'temperature: range: 0..1';
  if (topP < 0 || topP > 1) return 'top_p: range: 0..1';
  return topK < 0 || (topK !== undefined && !Number.isInteger(topK))
    ? 'top_k: Input should be a valid integer'
    : undefined;
};

/** @type {Rule} */
const takesSampling = (body, { model }) => {
  const field = SAMPLING_FIELDS.find((name) => body[name] !== undefined);
  if (field && model.sampling === 'refused') return `${field}: \`${field}\` is not supported on this model.`;
  const both = body.temperature !== undefined && body.top_p !== undefined;
  return both && model.sampling === 'either'
    ? '`temperature` and `top_p` cannot both be specified for this model. Please use only one.'
    : undefined;
};

/** @type {Rule} */
const takesThinking = ({ thinking }, { model }) =>
  thinking && !model.thinking.includes(thinking.type)
    ? `thinking.type: "${thinking.type}" is not supported on this model.`
    : undefined;

/** @type {Rule} */
const keepsThinkingBudget = ({ thinking, max_tokens: maxTokens }, { betas }) => {
  if (thinking?.type !== 'enabled') return undefined;
  if (!Number.isInteger(thinking.budget_tokens))
    return 'thinking.enabled.budget_tokens: Input should be a valid integer';
  if (thinking.budget_tokens < 1024) {
    return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
  }
  const mayInterleave = betas.has('interleaved-thinking-2025-05-14');
  return thinking.budget_tokens >= maxTokens && !mayInterleave
    ? '`max_tokens` must be greater than `thinking.budget_tokens`.'
    : undefined;
};

/** @type {Rule} */
const thinksWithoutSampling = ({ thinking, temperature, top_k: topK, top_p: topP }) => {
  if (!THINKING_TYPES.includes(thinking?.type)) return undefined;
  if (temperature !== undefined && temperature !== 1) {
    return '`temperature` may only be set to 1 when thinking is enabled.';
  }
  if (topK !== undefined) return '`top_k` must be unset when thinking is enabled.';
  return topP < 0.95
    ? '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.'
    : undefined;
};

/** @type {Rule} */
const takesForcedTool = ({ thinking, tool_choice: choice }, { model }) => {
  if (!FORCED_CHOICES.includes(choice?.type)) return undefined;
  if (!model.forcedTool) return `tool_choice: type "${choice.type}" is not supported on this model.`;
  return THINKING_TYPES.includes(thinking?.type)
    ? 'Thinking may not be enabled when tool_choice forces tool use.'
    : undefined;
};

/** @type {Rule} */
const takesEffort = ({ output_config: config }, { model }) => {
  const effort = config?.effort;
  if (effort == null || model.efforts.includes(effort)) return undefined;
  return model.efforts.length === 0
    ? 'This model does not support the effort parameter.'
    : `output_config.effort: This model does not support effort level '${effort}'.`;
};

/** @type {ReadonlyArray<Rule>} */
export const MODEL_RULES = [
  keepsOutputLimit,
  keepsSamplingRanges,
  takesSampling,
  takesThinking,
  keepsThinkingBudget,
  thinksWithoutSampling,
  takesForcedTool,
  takesEffort,
];
