import { headersByName } from '../providers/header-list.js';
import { anthropicRateLimitHeaders, openAiRateLimitHeaders } from './rate-limit-headers.js';

const STANDING = {
  requests: { limit: 60, remaining: 59, resetAfterMs: 1000 },
  tokens: { limit: 150_000, remaining: 149_984, resetAfterMs: 60_050.4 },
};

describe('the rate limit headers', () => {
  it('have the form that OpenAI gives them', () => {
    expect(headersByName(openAiRateLimitHeaders(STANDING))).toEqual({
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-tokens': '149984',
      'x-ratelimit-reset-tokens': '1m0.051s',
    });
  });

  it.each([
    [0, '0s'],
    [0.2, '1ms'],
    [340, '340ms'],
    [59_900, '59.9s'],
    [360_000, '6m0s'],
  ])('write %d milliseconds as %s', (resetAfterMs, written) => {
    const headers = headersByName(
      openAiRateLimitHeaders({ requests: { limit: 1, remaining: 0, resetAfterMs } }),
    );
    expect(headers['x-ratelimit-reset-requests']).toBe(written);
  });

  it('have the form that Anthropic gives them, with a time in whole seconds that is not too early', () => {
    expect(
      headersByName(anthropicRateLimitHeaders(STANDING, Date.parse('2026-01-01T00:00:00.000Z'))),
    ).toEqual({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '59',
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:01Z',
      'anthropic-ratelimit-tokens-limit': '150000',
      'anthropic-ratelimit-tokens-remaining': '149984',
      'anthropic-ratelimit-tokens-reset': '2026-01-01T00:01:01Z',
    });
  });

  it('are left out where there is no limit', () => {
    expect(openAiRateLimitHeaders({})).toEqual([]);
    expect(anthropicRateLimitHeaders({ requests: STANDING.requests }, 0)).not.toContain(
      'anthropic-ratelimit-tokens-limit',
    );
  });
});
