import type { ModelPrice, TokenPrices } from './model-price.js';

/** The most that a call can use. */
export interface UsageBounds {
  /** See `boundInputTokens`. */
  inputTokens: number;
  /** `max_tokens`, or the model's own limit. */
  outputTokens: number;
  webSearchRequests: number;
  /** The longest prompt cache entry that the request asks for. Absent: any. */
  cacheWrites?: 'none' | '5m' | '1h';
}

const MILLION = 1_000_000;
/** A cost is a sum of rounded buckets, each of which may be half a nano-dollar above its exact share. */
const ROUNDING_NANO_USD = 5;

/**
 * What a call costs at most, in integer nano-dollars: every input token at the dearest price that it may get, and
 * among the tiers for long prompts the dearest that the input can reach.
 */
export function upperBoundCost(bounds: UsageBounds, price: ModelPrice): number {
  const searchNanoUsd = bounds.webSearchRequests * price.webSearchNanoUsd;
  return costOfTokens(bounds, price) + searchNanoUsd + ROUNDING_NANO_USD;
}

/**
 * The most input tokens that a request can count: no token is shorter than a byte, and none are taken beyond the
 * context window. An open-ended request, which names content that is not in its body (addresses, files, server
 * tools), can fill the window whatever its size.
 */
export function boundInputTokens(request: {
  bodyBytes: number;
  /** What the gateway and upstream add, such as a system prompt. */
  addedTokens: number;
  contextWindowTokens: number;
  isOpenEnded: boolean;
}): number {
  const { bodyBytes, addedTokens, contextWindowTokens, isOpenEnded } = request;
  return isOpenEnded ? contextWindowTokens : Math.min(bodyBytes + addedTokens, contextWindowTokens);
}

function costOfTokens(bounds: UsageBounds, { base, tiers }: ModelPrice): number {
  let dearest = costAt(bounds, base);
  for (const { aboveInputTokens, prices } of tiers) {
    if (bounds.inputTokens > aboveInputTokens) dearest = Math.max(dearest, costAt(bounds, prices));
  }
  return dearest;
}

function costAt(bounds: UsageBounds, prices: TokenPrices): number {
  return (
    costRoundedUp(bounds.inputTokens, dearestInputPrice(prices, bounds.cacheWrites)) +
    costRoundedUp(bounds.outputTokens, prices.output)
  );
}

function dearestInputPrice(prices: TokenPrices, cacheWrites: UsageBounds['cacheWrites']): number {
  const withoutWrites = Math.max(prices.input, prices.cacheRead);
  if (cacheWrites === 'none') return withoutWrites;
  const withShortWrites = Math.max(withoutWrites, prices.cacheWrite5m);
  return cacheWrites === '5m' ? withShortWrites : Math.max(withShortWrites, prices.cacheWrite1h);
}

/** Whole nano-dollars per token apart from the rest, so that large counts stay exact. */
function costRoundedUp(tokens: number, nanoUsdPerMillion: number): number {
  const remainder = nanoUsdPerMillion % MILLION;
  return tokens * ((nanoUsdPerMillion - remainder) / MILLION) + Math.ceil((tokens * remainder) / MILLION);
}
