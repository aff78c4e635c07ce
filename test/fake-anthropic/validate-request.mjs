// @ts-check
import { ApiError, invalidRequest } from './api-error.mjs';
import { missingBeta } from './betas.mjs';
import { modelRow } from './model-table.mjs';
import { CACHE_RULES } from './rules/cache-rules.mjs';
import { CONVERSATION_RULES } from './rules/conversation-rules.mjs';
import { MODEL_RULES } from './rules/model-rules.mjs';
import { PARAMETER_RULES } from './rules/parameter-rules.mjs';
import { STRUCTURED_OUTPUT_RULES } from './rules/structured-output-rules.mjs';
import { TOOL_EXCHANGE_RULES } from './rules/tool-exchange-rules.mjs';
import { TOOL_RULES } from './rules/tool-rules.mjs';
import { VERSION_RULES } from './rules/version-rules.mjs';
import { validateSchema } from './validate-schema.mjs';

/** @typedef {import('./start-fake-anthropic.mjs').JsonObject} JsonObject */

/** @typedef {Pick<import('./rules/rule-context.mjs').RuleContext, 'version' | 'betas'>} RequestHeaders */

/** @type {ReadonlyArray<import('./rules/rule-context.mjs').Rule>} */
const RULES = [
  ...VERSION_RULES,
  missingBeta,
  ...CONVERSATION_RULES,
  ...TOOL_EXCHANGE_RULES,
  ...TOOL_RULES,
  ...MODEL_RULES,
  ...STRUCTURED_OUTPUT_RULES,
  ...PARAMETER_RULES,
  ...CACHE_RULES,
];

/**
 * Refuses what the API would refuse: a wrong shape, a model that does not exist, a field whose beta was not asked for,
 * or a broken rule. The first problem is the one that is reported.
 * @param {JsonObject} body @param {RequestHeaders} headers
 */
export function validateMessagesRequest(body, { version, betas }) {
  validateSchema(body);
  const model = modelRow(body.model);
  if (!model) throw new ApiError(404, `model: ${body.model}`);
  for (const rule of RULES) {
    const problem = rule(body, { version, betas, model });
    if (problem) throw invalidRequest(problem);
  }
}

/**
 * Refuses what `count_tokens` would refuse: it takes a Messages request without what governs the answer.
 * @param {JsonObject} body @param {RequestHeaders} headers
 */
export function validateCountTokensRequest(body, headers) {
  const field = ANSWER_FIELDS.find((name) => name in body);
  if (field) throw invalidRequest(`${field}: Extra inputs are not permitted`);
  const budget = body.thinking?.budget_tokens ?? 0;
  validateMessagesRequest({ ...body, max_tokens: Math.max(1, budget + 1) }, headers);
}

const ANSWER_FIELDS = [
  'max_tokens',
  'stream',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
  'metadata',
  'service_tier',
];
