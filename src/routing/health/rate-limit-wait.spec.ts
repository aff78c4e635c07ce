import * as fc from 'fast-check';

import { rateLimitWaitMs } from './rate-limit-wait.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const in_ = (seconds: number) => new Date(NOW + seconds * 1000);
const unified = (status: string, reset: string) => ({
  'anthropic-ratelimit-unified-status': status,
  'anthropic-ratelimit-unified-reset': reset,
});

describe('the rest after a rate limit', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['retry-after in seconds', { 'retry-after': '17' }, 17_000],
    ['retry-after as a date', { 'retry-after': in_(90).toUTCString() }, 90_000],
    ['no header', {}, undefined],
    ['headers that say nothing', { 'retry-after': 'soon', 'request-id': 'req_1' }, undefined],
    [
      'the reset of the limit that is used up',
      {
        'retry-after': '1',
        'anthropic-ratelimit-requests-remaining': '12',
        'anthropic-ratelimit-requests-reset': in_(50).toISOString(),
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': in_(20).toISOString(),
      },
      20_000,
    ],
    ['the subscription’s reset', unified('rejected', String(NOW / 1000 + 7200)), 7_200_000],
    ['a subscription that has room', unified('allowed_warning', String(NOW / 1000 + 7200)), undefined],
    ['a time that is over', unified('rejected', String(NOW / 1000 - 5)), 1000],
    ['retry-after 0', { 'retry-after': '0' }, 1000],
  ])('is by %s', (_, headers, expected) => {
    expect(rateLimitWaitMs(headers, NOW)).toBe(expected);
  });

  it.each<[string, Record<string, string>, number]>([
    ['retry-after', { 'retry-after': '1000000000000' }, 3_600_000],
    [
      'the reset of a limit',
      {
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': '2099-01-01T00:00:00Z',
      },
      3_600_000,
    ],
    ['the subscription’s reset', unified('rejected', '99999999999999'), 8 * 86_400_000],
  ])('has an end, whatever %s says', (_, headers, expected) => {
    expect(rateLimitWaitMs(headers, NOW)).toBe(expected);
  });

  it('is from a second to eight days for any headers', () => {
    const names = ['retry-after', 'anthropic-ratelimit-tokens-remaining', 'anthropic-ratelimit-tokens-reset'];
    const words = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.constant('0'));
    const headers = fc.dictionary(
      fc.constantFrom(...names, 'anthropic-ratelimit-unified-status', 'anthropic-ratelimit-unified-reset'),
      words,
    );
    fc.assert(
      fc.property(headers, (some) => {
        const wait = rateLimitWaitMs(some, NOW);
        expect(wait === undefined || (wait >= 1000 && wait <= 8 * 86_400_000)).toBe(true);
      }),
    );
  });
});
