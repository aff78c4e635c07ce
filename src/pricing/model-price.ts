/**
 * Prices of one model's tokens, in nano-dollars per million tokens: $3 per million tokens is 3_000_000_000. All are
 * non-negative integers, so that sums of costs do not drift.
 */
export interface TokenPrices {
  input: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  output: number;
}

/** Prices that replace the base ones for the whole request, output too, when its prompt is longer than a limit. */
export interface LongPromptTier {
  /** Counts input, cache reads and cache writes; at the limit itself the lower price holds. */
  aboveInputTokens: number;
  prices: TokenPrices;
}

export interface ModelPrice {
  base: TokenPrices;
  /** From the lowest limit to the highest; mostly empty. */
  tiers: readonly LongPromptTier[];
  /** Nano-dollars for one search; fetches are free. */
  webSearchNanoUsd: number;
}

/** An operator's own prices in dollars per token, as `model_info` of the config file gives them. */
export interface PriceOverride {
  input_cost_per_token?: number;
  output_cost_per_token?: number;
  cache_creation_input_token_cost?: number;
  cache_creation_input_token_cost_above_1hr?: number;
  cache_read_input_token_cost?: number;
}
