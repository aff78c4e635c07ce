/** What a Claude model accepts in a Messages request. Token figures are the model's limits. */
export interface ModelCapabilities {
  contextWindowTokens: number;
  maxOutputTokens: number;
  /** `either`: temperature or top_p, not both. `refused`: upstream takes neither of them, nor top_k. */
  sampling: 'free' | 'either' | 'refused';
  thinking: 'none' | 'budget' | 'adaptive-or-budget' | 'adaptive';
  /** How a request asks this model not to think; `refused`: it always thinks. */
  thinkingOff: 'omitted' | 'disabled' | 'between_tools' | 'refused';
  supportsXhighEffort: boolean;
  supportsForcedToolChoice: boolean;
  /** `output_config.format`, and `strict` on tools. */
  supportsStructuredOutput: boolean;
}

const NEWEST: ModelCapabilities = {
  contextWindowTokens: 1_000_000,
  maxOutputTokens: 128_000,
  sampling: 'refused',
  thinking: 'adaptive',
  thinkingOff: 'refused',
  supportsXhighEffort: true,
  supportsForcedToolChoice: false,
  supportsStructuredOutput: true,
};
/** Thinks unless it is told not to. */
const GENERATION_5: ModelCapabilities = {
  ...NEWEST,
  thinkingOff: 'disabled',
  supportsForcedToolChoice: true,
};
const GENERATION_4_7: ModelCapabilities = { ...GENERATION_5, thinkingOff: 'omitted' };
const GENERATION_4_6: ModelCapabilities = {
  ...GENERATION_4_7,
  sampling: 'free',
  thinking: 'adaptive-or-budget',
  supportsXhighEffort: false,
};
const GENERATION_4_5: ModelCapabilities = {
  ...GENERATION_4_6,
  contextWindowTokens: 200_000,
  maxOutputTokens: 64_000,
  sampling: 'either',
  thinking: 'budget',
};
const GENERATION_4_1: ModelCapabilities = { ...GENERATION_4_5, maxOutputTokens: 32_000, sampling: 'free' };
const GENERATION_4: ModelCapabilities = {
  ...GENERATION_4_1,
  maxOutputTokens: 64_000,
  supportsStructuredOutput: false,
};
const GENERATION_3_5: ModelCapabilities = { ...GENERATION_4, maxOutputTokens: 8_192, thinking: 'none' };
const GENERATION_3: ModelCapabilities = { ...GENERATION_3_5, maxOutputTokens: 4_096 };

/** One row per model family. A new model is a new row. */
const CAPABILITIES_BY_FAMILY: ReadonlyMap<string, ModelCapabilities> = new Map([
  ['claude-opus-5-5', NEWEST],
  ['claude-sonnet-5-5', { ...NEWEST, thinkingOff: 'between_tools' }],
  ['claude-fable-5-1', NEWEST],
  ['claude-haiku-5-5', { ...NEWEST, thinkingOff: 'disabled' }],
  ['claude-opus-5', GENERATION_5],
  ['claude-sonnet-5', GENERATION_5],
  ['claude-opus-4-8', GENERATION_4_7],
  ['claude-opus-4-7', GENERATION_4_7],
  ['claude-fable-5', NEWEST],
  ['claude-mythos-5', NEWEST],
  ['claude-opus-4-6', GENERATION_4_6],
  ['claude-sonnet-4-6', GENERATION_4_6],
  ['claude-opus-4-5', GENERATION_4_5],
  ['claude-sonnet-4-5', GENERATION_4_5],
  ['claude-haiku-4-5', GENERATION_4_5],
  ['claude-opus-4-1', GENERATION_4_1],
  ['claude-sonnet-4', GENERATION_4],
  ['claude-opus-4', { ...GENERATION_4, maxOutputTokens: 32_000 }],
  ['claude-3-7-sonnet', GENERATION_4],
  ['claude-3-5-sonnet', GENERATION_3_5],
  ['claude-3-5-haiku', GENERATION_3_5],
  ['claude-3-opus', GENERATION_3],
  ['claude-3-sonnet', GENERATION_3],
  ['claude-3-haiku', GENERATION_3],
  ['claude-2.1', GENERATION_3],
  ['claude-2.0', { ...GENERATION_3, contextWindowTokens: 100_000 }],
  ['claude-2', { ...GENERATION_3, contextWindowTokens: 100_000 }],
]);

/** The newest rules; whether an unknown model can be told not to think is not known, so nothing is sent. */
const UNKNOWN_MODEL: ModelCapabilities = { ...NEWEST, thinkingOff: 'omitted' };

/** Models that are offered without configuration, in the order in which lists show them. */
export const SEED_MODELS: readonly string[] = [
  'claude-sonnet-4-5',
  'claude-opus-4-5',
  'claude-haiku-4-5',
  'claude-opus-4-20250514',
  'claude-sonnet-4-20250514',
  'claude-3-7-sonnet-20250219',
  'claude-3-5-sonnet-20240620',
  'claude-3-5-sonnet-20241022',
  'claude-3-haiku-20240307',
  'claude-3-opus-20240229',
  'claude-3-sonnet-20240229',
  'claude-2.1',
  'claude-2',
  'claude-opus-5-5',
  'claude-sonnet-5-5',
  'claude-fable-5-1',
  'claude-haiku-5-5',
  'claude-opus-5',
  'claude-sonnet-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-fable-5',
  'claude-mythos-5',
  'claude-opus-4-6',
  'claude-sonnet-4-6',
  'claude-opus-4-1',
];

/**
 * What the model takes, whichever of its ids is used (dated, `-latest`, `-4-0`, `[1m]`). A model without a row gets
 * the newest models' rules and `isKnown: false`.
 */
export function capabilitiesOf(model: string): KnownCapabilities {
  const remembered = CAPABILITIES_BY_MODEL.get(model);
  if (remembered !== undefined) return remembered;
  const found = lookUpCapabilities(model);
  if (CAPABILITIES_BY_MODEL.size < MOST_REMEMBERED_MODELS) CAPABILITIES_BY_MODEL.set(model, found);
  return found;
}

type KnownCapabilities = Readonly<ModelCapabilities> & { readonly isKnown: boolean };

/** Each request asks, mostly for the same few models. */
const CAPABILITIES_BY_MODEL = new Map<string, KnownCapabilities>();
const MOST_REMEMBERED_MODELS = 1000;

function lookUpCapabilities(model: string): KnownCapabilities {
  const capabilities = CAPABILITIES_BY_FAMILY.get(familyOf(model));
  return { ...(capabilities ?? UNKNOWN_MODEL), isKnown: capabilities !== undefined };
}

/** The model's name for people, such as `Claude Sonnet 4.5`; a name that is no Claude model's comes back as it is. */
export function displayName(model: string): string {
  const [brand, ...words] = familyOf(model).split('-');
  if (brand !== 'claude' || words.length === 0) return model;
  const isNumber = (word: string) => /^\d/.test(word);
  const version = words.filter(isNumber).join('.');
  const names = words.filter((word) => word !== '' && !isNumber(word)).map(capitalize);
  return ['Claude', ...names, version].filter((word) => word !== '').join(' ');
}

/** The id without what only picks a release of the same model: date, `-latest`, `-0` of a first release, `[1m]`. */
function familyOf(model: string): string {
  return model
    .replace(/\[[^\]]*\]$/, '')
    .replace(/[-@](?:latest|\d{8})(?:-v\d+(?::\d+)?)?$/, '')
    .replace(/-(\d)-0$/, '-$1');
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
