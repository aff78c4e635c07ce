import fc from 'fast-check';

import { calculateCost } from './calculate-cost.js';
import type { ModelPrice } from './model-price.js';
import { priceOf } from './price-of.js';
import { boundInputTokens, upperBoundCost } from './upper-bound-cost.js';

const nanoUsd = fc.nat(100_000_000_000);
const prices = fc.record({
  input: nanoUsd,
  cacheRead: nanoUsd,
  cacheWrite5m: nanoUsd,
  cacheWrite1h: nanoUsd,
  output: nanoUsd,
});
const tier = fc.record({ aboveInputTokens: fc.integer({ min: 1, max: 1_000_000 }), prices });
const modelPrice: fc.Arbitrary<ModelPrice> = fc.record({
  base: prices,
  tiers: fc
    .array(tier, { maxLength: 3 })
    .map((tiers) => tiers.sort((left, right) => left.aboveInputTokens - right.aboveInputTokens)),
  webSearchNanoUsd: fc.nat(100_000_000),
});
const shares = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100));

/** Splits up to `total` tokens over four buckets. */
function split(total: number, [a, b, c, d, unused]: [number, number, number, number, number]): number[] {
  const all = a + b + c + d + unused || 1;
  return [a, b, c, d].map((share) => Math.floor((total * share) / all));
}

describe('upperBoundCost', () => {
  it('is never under what a call within its bounds costs, whichever tier and cache price it gets', () => {
    fc.assert(
      fc.property(
        modelPrice,
        fc.nat(1_000_000),
        fc.nat(128_000),
        fc.nat(20),
        shares,
        fc.nat(100),
        (price, inputTokens, outputTokens, webSearchRequests, inputShares, outputShare) => {
          const [input = 0, cacheRead = 0, write5m = 0, write1h = 0] = split(inputTokens, inputShares);
          const usage = {
            inputTokens: input,
            cacheReadTokens: cacheRead,
            cacheWrite5mTokens: write5m,
            cacheWrite1hTokens: write1h,
            outputTokens: Math.floor((outputTokens * outputShare) / 100),
            thinkingTokens: 0,
            webSearchRequests,
            webFetchRequests: 3,
          };
          const bound = upperBoundCost({ inputTokens, outputTokens, webSearchRequests }, price);
          expect(Number.isSafeInteger(bound)).toBe(true);
          expect(calculateCost(usage, price).totalNanoUsd).toBeLessThanOrEqual(bound);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('counts a long prompt of claude-haiku-5-5 at the price for long prompts, output too', () => {
    const price = priceOf('claude-haiku-5-5')!;
    const bound = (inputTokens: number) =>
      upperBoundCost({ inputTokens, outputTokens: 1_000, webSearchRequests: 0, cacheWrites: 'none' }, price);
    expect(bound(100_000)).toBe(10_500_005);
    expect(bound(100_001)).toBe(52_500_505);
  });

  it('leaves the prices of cache writes out where none can happen', () => {
    const price = priceOf('claude-sonnet-4-5')!;
    const bound = (cacheWrites: 'none' | '5m' | '1h' | undefined) =>
      upperBoundCost({ inputTokens: 100_000, outputTokens: 0, webSearchRequests: 0, cacheWrites }, price);
    expect([bound('none'), bound('5m'), bound('1h'), bound(undefined)]).toEqual([
      300_000_005, 375_000_005, 600_000_005, 600_000_005,
    ]);
  });
});

describe('boundInputTokens', () => {
  const request = { bodyBytes: 1_000, addedTokens: 50, contextWindowTokens: 200_000, isOpenEnded: false };

  it('takes a byte for a token, and what is added', () => {
    expect(boundInputTokens(request)).toBe(1_050);
  });

  it('ends at the context window', () => {
    expect(boundInputTokens({ ...request, bodyBytes: 5_000_000 })).toBe(200_000);
  });

  it('is the whole window when the request names content that is not in it', () => {
    expect(boundInputTokens({ ...request, isOpenEnded: true })).toBe(200_000);
  });
});
