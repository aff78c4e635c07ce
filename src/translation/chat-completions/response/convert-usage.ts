import type { CompletionUsage, JsonObject } from '../../wire/openai-chat.js';
import type { TokenUsage } from '../../token-usage.js';
import { isJsonObject } from './untrusted-json.js';

export interface UsageReading {
  usage: TokenUsage;
  /** A figure was missing or impossible and counts as 0: the ledger should estimate instead of trusting it. */
  isSuspect: boolean;
}

/** No answer comes within hundreds of this; below it, sums of buckets and of prices stay exact integers. */
const MOST_PLAUSIBLE_COUNT = 1_000_000_000;

/**
 * Reads upstream's `usage` into disjoint buckets. Its figures are not trusted: only whole numbers from 0 to 10^9
 * count. Everything else counts as 0 and makes the reading suspect, as do missing input or output figures.
 */
export function readUsage(usage: unknown): UsageReading {
  const figures = pickFigures(isJsonObject(usage) ? usage : {});
  const hasTotals = isCount(figures.input) && isCount(figures.output);
  const outputTokens = countOf(figures.output);
  const { cacheWrite5mTokens, cacheWrite1hTokens } = splitCacheWrites(figures);
  return {
    usage: {
      inputTokens: countOf(figures.input),
      cacheReadTokens: countOf(figures.cacheRead),
      cacheWrite5mTokens,
      cacheWrite1hTokens,
      outputTokens,
      thinkingTokens: Math.min(countOf(figures.thinking), outputTokens),
      webSearchRequests: countOf(figures.webSearch),
      webFetchRequests: countOf(figures.webFetch),
    },
    isSuspect: !hasTotals || hasImpossible(figures),
  };
}

/**
 * The usage of a stream: `message_delta`'s figures over `message_start`'s, field by field, also inside
 * `cache_creation` and its like. A zero is a figure; null and absent are not. Takes and gives upstream's own shape.
 */
export function mergeDeltaUsage(start: unknown, delta: unknown): JsonObject {
  const merged: JsonObject = isJsonObject(start) ? { ...start } : {};
  if (!isJsonObject(delta)) return merged;
  for (const [field, value] of Object.entries(delta)) {
    if (value === null || value === undefined) continue;
    merged[field] = isJsonObject(value) ? mergeDeltaUsage(merged[field], value) : value;
  }
  return merged;
}

/** Whether a `usage` says how many tokens the answer had. */
export function countsOutput(usage: unknown): boolean {
  return isCount(fieldOf(usage, 'output_tokens'));
}

/** Disjoint buckets in OpenAI's shape, where `prompt_tokens` holds the cached tokens too. */
export function convertUsage(usage: TokenUsage): CompletionUsage {
  const cacheWriteTokens = usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  const promptTokens = usage.inputTokens + cacheWriteTokens + usage.cacheReadTokens;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: promptTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens, cache_creation_tokens: cacheWriteTokens },
    completion_tokens_details: { reasoning_tokens: usage.thinkingTokens },
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    ...convertServerToolUse(usage),
  };
}

interface Figures {
  input: unknown;
  output: unknown;
  cacheRead: unknown;
  cacheWrite: unknown;
  cacheWrite5m: unknown;
  cacheWrite1h: unknown;
  thinking: unknown;
  webSearch: unknown;
  webFetch: unknown;
}

function pickFigures(usage: JsonObject): Figures {
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens,
    cacheWrite: usage.cache_creation_input_tokens,
    cacheWrite5m: fieldOf(usage.cache_creation, 'ephemeral_5m_input_tokens'),
    cacheWrite1h: fieldOf(usage.cache_creation, 'ephemeral_1h_input_tokens'),
    thinking: fieldOf(usage.output_tokens_details, 'thinking_tokens'),
    webSearch: fieldOf(usage.server_tool_use, 'web_search_requests'),
    webFetch: fieldOf(usage.server_tool_use, 'web_fetch_requests'),
  };
}

/** The total wins over its split, which a `message_delta` does not repeat; what the split leaves is 5m, the default. */
function splitCacheWrites(figures: Figures): Pick<TokenUsage, 'cacheWrite5mTokens' | 'cacheWrite1hTokens'> {
  const writes1h = countOf(figures.cacheWrite1h);
  const total = isCount(figures.cacheWrite) ? figures.cacheWrite : countOf(figures.cacheWrite5m) + writes1h;
  const cacheWrite1hTokens = Math.min(writes1h, total);
  return { cacheWrite5mTokens: total - cacheWrite1hTokens, cacheWrite1hTokens };
}

function convertServerToolUse({ webSearchRequests, webFetchRequests }: TokenUsage): JsonObject {
  if (webSearchRequests + webFetchRequests === 0) return {};
  return {
    server_tool_use: { web_search_requests: webSearchRequests, web_fetch_requests: webFetchRequests },
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return isJsonObject(value) ? value[field] : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_PLAUSIBLE_COUNT;
}

function countOf(value: unknown): number {
  return isCount(value) ? value : 0;
}

function hasImpossible(figures: Figures): boolean {
  for (const name in figures) if (isImpossible(figures[name as keyof Figures])) return true;
  return false;
}

function isImpossible(value: unknown): boolean {
  return value !== null && value !== undefined && !isCount(value);
}
