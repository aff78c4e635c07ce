import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { readInteger, readNonEmptyString, readObject, readOneOf, readOptional } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

interface ConvertedReasoning {
  thinking?: JsonObject;
  /** For `output_config.effort`. */
  effort?: string;
}

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
type Effort = Exclude<(typeof EFFORTS)[number], 'none'>;

/** Thinking budgets in tokens. */
const BUDGETS: Readonly<Record<Effort, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};

const LEAST_BUDGET = 1024;
const PARAM = 'reasoning_effort';

/** Turns `reasoning_effort` into what makes this model think that much; the caller's own `thinking` goes before it. */
export function convertReasoningEffort(
  request: JsonObject,
  capabilities: ModelCapabilities,
  notes: TranslationNotes,
): ConvertedReasoning {
  const thinking = readThinking(request.thinking);
  const effort = readOptional((value, path) => readOneOf(value, path, EFFORTS), request[PARAM], PARAM);
  if (effort === undefined) return { thinking };
  const rival = rivalOf(request, thinking);
  if (rival !== undefined) {
    notes.dropOrRefuse(PARAM, `"${PARAM}" and "${rival}" both say how much to think.`);
    return { thinking };
  }
  return effort === 'none' ? stopThinking(capabilities, notes) : startThinking(effort, capabilities, notes);
}

/** True when the request makes the model think before it answers, which rules out some other parameters. */
export function isThinkingOn(thinking: JsonObject | undefined): boolean {
  return thinking !== undefined && thinking.type !== 'disabled';
}

function readThinking(value: unknown): JsonObject | undefined {
  const thinking = readOptional(readObject, value, 'thinking');
  if (thinking === undefined) return undefined;
  const type = readNonEmptyString(thinking.type, 'thinking.type');
  if (type === 'enabled') readInteger(thinking.budget_tokens, 'thinking.budget_tokens', LEAST_BUDGET);
  return thinking;
}

function rivalOf(request: JsonObject, thinking: JsonObject | undefined): string | undefined {
  if (thinking !== undefined) return 'thinking';
  const outputConfig = readOptional(readObject, request.output_config, 'output_config');
  return (outputConfig?.effort ?? null) === null ? undefined : 'output_config.effort';
}

function stopThinking(
  { thinking, thinkingOff }: ModelCapabilities,
  notes: TranslationNotes,
): ConvertedReasoning {
  if (thinking === 'none' || thinkingOff === 'omitted') return {};
  if (thinkingOff !== 'refused') return { thinking: { type: thinkingOff } };
  notes.dropOrRefuse(PARAM, 'This model always thinks. "low" makes it think least.');
  return {};
}

function startThinking(
  effort: Effort,
  model: ModelCapabilities,
  notes: TranslationNotes,
): ConvertedReasoning {
  if (model.thinking === 'none') {
    notes.dropOrRefuse(PARAM, 'This model cannot think.');
    return {};
  }
  if (model.thinking === 'budget') return { thinking: { type: 'enabled', budget_tokens: BUDGETS[effort] } };
  return { thinking: { type: 'adaptive' }, effort: upstreamEffort(effort, model, notes) };
}

function upstreamEffort(effort: Effort, model: ModelCapabilities, notes: TranslationNotes): string {
  if (effort === 'minimal') return 'low';
  if (effort !== 'xhigh' || model.supportsXhighEffort) return effort;
  notes.dropOrRefuse(PARAM, 'This model has no effort "xhigh", only "high" and "max".');
  return 'high';
}
