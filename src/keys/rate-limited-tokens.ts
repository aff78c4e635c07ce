import type { TokenUsage } from '../translation/token-usage.js';

/** The tokens of an answer that count against a limit: all but those read from the cache, as Anthropic counts. */
export function rateLimitedTokens(usage: TokenUsage): number {
  return usage.inputTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens + usage.outputTokens;
}
