import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { readInteger, readOptional } from './read-json.js';

/** `max_tokens` where neither the request nor the deployment names one: upstream insists on it. */
export const DEFAULT_MAX_TOKENS = 4096;

/**
 * The limit of the answer in tokens: `max_completion_tokens`, else `max_tokens`, else the deployment's default, else 4096. Upstream counts thinking
 * in, so that a budget which leaves no room for the answer raises it, up to the model's own limit.
 */
export function convertMaxTokens(
  request: JsonObject,
  thinking: JsonObject | undefined,
  {
    capabilities: { maxOutputTokens },
    defaultMaxTokens = DEFAULT_MAX_TOKENS,
  }: { capabilities: ModelCapabilities; defaultMaxTokens?: number },
): number {
  const maxTokens = readLimit(request, 'max_tokens');
  const limit = readLimit(request, 'max_completion_tokens') ?? maxTokens ?? defaultMaxTokens;
  const budget = thinking?.type === 'enabled' ? (thinking.budget_tokens as number) : 0;
  if (budget < limit) return limit;
  return budget < maxOutputTokens ? Math.min(budget + limit, maxOutputTokens) : budget + limit;
}

function readLimit(request: JsonObject, name: string): number | undefined {
  return readOptional((value, path) => readInteger(value, path, 1), request[name], name);
}
