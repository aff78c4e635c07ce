// @ts-check

/**
 * @typedef {object} ModelRow
 * @property {number} contextTokens
 * @property {number} outputTokens
 * @property {'refused' | 'either' | 'both'} sampling `either`: temperature or top_p, but not the two together
 * @property {string[]} thinking the `thinking.type`s that it takes
 * @property {boolean} forcedTool `tool_choice` any or tool
 * @property {boolean} structuredOutput `output_config.format` and strict tools
 * @property {string[]} efforts values of `output_config.effort`
 */

const ADAPTIVE = ['adaptive', 'disabled'];
const BUDGET = ['enabled', 'disabled'];
const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];

/** @type {ModelRow} */
const NEWEST = {
  contextTokens: 1_000_000,
  outputTokens: 128_000,
  sampling: 'refused',
  thinking: ['adaptive'],
  forcedTool: false,
  structuredOutput: true,
  efforts: EFFORTS,
};
/** @type {ModelRow} */
const OPUS_5 = { ...NEWEST, thinking: ADAPTIVE, forcedTool: true };
/** @type {ModelRow} */
const CLAUDE_4_6 = {
  ...OPUS_5,
  sampling: 'both',
  thinking: ['adaptive', ...BUDGET],
  efforts: ['low', 'medium', 'high', 'max'],
};
/** @type {ModelRow} */
const CLAUDE_4_5 = {
  contextTokens: 200_000,
  outputTokens: 64_000,
  sampling: 'either',
  thinking: BUDGET,
  forcedTool: true,
  structuredOutput: true,
  efforts: [],
};
/** @type {ModelRow} */
const CLAUDE_4 = { ...CLAUDE_4_5, sampling: 'both', structuredOutput: false };
/** @type {ModelRow} */
const CLAUDE_3 = { ...CLAUDE_4, thinking: ['disabled'], outputTokens: 4096 };

/** The first row whose pattern fits. @type {ReadonlyArray<readonly [RegExp, ModelRow]>} */
const ROWS = [
  [/^claude-sonnet-5-5(?!\d)/, { ...NEWEST, thinking: ['adaptive', 'between_tools'] }],
  [/^claude-(opus-5-5|fable-5-1)(?!\d)/, NEWEST],
  [/^claude-haiku-5-5(?!\d)/, { ...NEWEST, thinking: ADAPTIVE }],
  [/^claude-(opus-5|sonnet-5)(-\d{8}|-latest)?$/, OPUS_5],
  [/^claude-opus-4-[78](?!\d)/, OPUS_5],
  [/^claude-(fable-5|mythos-5)(-\d{8}|-latest)?$/, { ...OPUS_5, forcedTool: false }],
  [/^claude-(opus|sonnet)-4-6(?!\d)/, CLAUDE_4_6],
  [/^claude-opus-4-5(?!\d)/, { ...CLAUDE_4_5, efforts: ['low', 'medium', 'high'] }],
  [/^claude-(sonnet|haiku)-4-5(?!\d)/, CLAUDE_4_5],
  [/^claude-opus-4-1(?!\d)/, { ...CLAUDE_4, outputTokens: 32_000, structuredOutput: true }],
  [/^claude-sonnet-4(-0|-\d{8})?$/, CLAUDE_4],
  [/^claude-opus-4(-0|-\d{8})?$/, { ...CLAUDE_4, outputTokens: 32_000 }],
  [/^claude-3-7-sonnet/, CLAUDE_4],
  [/^claude-3-5-/, { ...CLAUDE_3, outputTokens: 8192 }],
  [/^claude-(3-|2|instant)/, CLAUDE_3],
  [/^claude-/, NEWEST],
];

/** What a model takes, or undefined for a name that is no model. @param {string} model @returns {ModelRow | undefined} */
export function modelRow(model) {
  return ROWS.find(([pattern]) => pattern.test(model))?.[1];
}
