/**
 * Token counts of one answer in disjoint buckets: no token is in two of them, so that their sum is the whole and each
 * can be priced on its own. All are non-negative integers.
 */
export interface TokenUsage {
  /** Input that was neither read from nor written to the prompt cache. */
  inputTokens: number;
  cacheReadTokens: number;
  cacheWrite5mTokens: number;
  cacheWrite1hTokens: number;
  /** Output with its thinking part inside. */
  outputTokens: number;
  /** The part of `outputTokens` that was thinking; informative, never added. */
  thinkingTokens: number;
  webSearchRequests: number;
  webFetchRequests: number;
}

export const NO_TOKEN_USAGE: Readonly<TokenUsage> = Object.freeze({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  thinkingTokens: 0,
  webSearchRequests: 0,
  webFetchRequests: 0,
});

/** Nothing but input. Every call is priced so before it begins; a spread would take ten times as long. */
export function usageOfInput(inputTokens: number): TokenUsage {
  return {
    inputTokens,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 0,
    thinkingTokens: 0,
    webSearchRequests: 0,
    webFetchRequests: 0,
  };
}
