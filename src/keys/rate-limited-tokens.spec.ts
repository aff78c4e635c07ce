import { NO_TOKEN_USAGE } from '../translation/token-usage.js';
import { rateLimitedTokens } from './rate-limited-tokens.js';

describe('the tokens that count against a limit', () => {
  it('are input, cache writes and output, not cache reads, and thinking is not counted twice', () => {
    const usage = {
      ...NO_TOKEN_USAGE,
      inputTokens: 1,
      cacheReadTokens: 1_000_000,
      cacheWrite5mTokens: 20,
      cacheWrite1hTokens: 300,
      outputTokens: 4000,
      thinkingTokens: 3000,
    };
    expect(rateLimitedTokens(usage)).toBe(4321);
  });
});
