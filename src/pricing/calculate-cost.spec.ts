import fc from 'fast-check';
import { NO_TOKEN_USAGE } from '../translation/token-usage.js';
import { calculateCost } from './calculate-cost.js';
import type { ModelPrice } from './model-price.js';

/** $3 in, $15 out, and their cache prices. */
const PRICE: ModelPrice = {
  base: {
    input: 3_000_000_000,
    cacheRead: 300_000_000,
    cacheWrite5m: 3_750_000_000,
    cacheWrite1h: 6_000_000_000,
    output: 15_000_000_000,
  },
  tiers: [],
  webSearchNanoUsd: 10_000_000,
};

const DOLLAR = 1_000_000_000;

describe('calculateCost', () => {
  it('prices every bucket on its own, in nano-dollars', () => {
    const usage = {
      ...NO_TOKEN_USAGE,
      inputTokens: 1_000_000,
      cacheReadTokens: 1_000_000,
      cacheWrite5mTokens: 1_000_000,
      cacheWrite1hTokens: 1_000_000,
      outputTokens: 1_000_000,
      webSearchRequests: 1_000,
    };
    expect(calculateCost(usage, PRICE)).toEqual({
      totalNanoUsd: 38.05 * DOLLAR,
      byBucket: {
        input: 3 * DOLLAR,
        cacheRead: 0.3 * DOLLAR,
        cacheWrite5m: 3.75 * DOLLAR,
        cacheWrite1h: 6 * DOLLAR,
        output: 15 * DOLLAR,
        webSearch: 10 * DOLLAR,
      },
    });
  });

  it('counts thinking as the output that it is part of, and fetches as free', () => {
    const usage = { ...NO_TOKEN_USAGE, outputTokens: 10, thinkingTokens: 8, webFetchRequests: 5 };
    expect(calculateCost(usage, PRICE).totalNanoUsd).toBe(150_000);
  });

  it('costs nothing when nothing was used', () => {
    expect(calculateCost(NO_TOKEN_USAGE, PRICE).totalNanoUsd).toBe(0);
  });

  it.each([
    [1, 499_999, 0],
    [1, 500_000, 1],
    [3, 1_500_000, 5],
    [7, 1_234_567, 9],
  ])('rounds a bucket once, halves up: %i tokens at %i', (inputTokens, input, nanoUsd) => {
    const price = { ...PRICE, base: { ...PRICE.base, input } };
    expect(calculateCost({ ...NO_TOKEN_USAGE, inputTokens }, price).totalNanoUsd).toBe(nanoUsd);
  });

  describe('with a higher price for long prompts', () => {
    const longPrices = { input: 5e9, cacheRead: 5e8, cacheWrite5m: 6e9, cacheWrite1h: 1e10, output: 2e10 };
    const longerPrices = { ...longPrices, output: 4e10 };
    const price: ModelPrice = {
      ...PRICE,
      tiers: [
        { aboveInputTokens: 100_000, prices: longPrices },
        { aboveInputTokens: 200_000, prices: longerPrices },
      ],
    };

    it.each([
      [100_000, 15_000],
      [100_001, 20_000],
      [200_001, 40_000],
    ])('prices the whole request by the length of its prompt: %i', (inputTokens, outputNanoUsd) => {
      const usage = { ...NO_TOKEN_USAGE, inputTokens, outputTokens: 1 };
      expect(calculateCost(usage, price).byBucket.output).toBe(outputNanoUsd);
    });

    it('counts the cached parts of a prompt into its length', () => {
      const usage = { ...NO_TOKEN_USAGE, cacheReadTokens: 60_000, cacheWrite1hTokens: 40_001 };
      expect(calculateCost(usage, price).byBucket.cacheRead).toBe(60_000 * 500);
    });
  });

  it('is exact, an integer and the sum of its buckets for any figures', () => {
    const count = fc.nat(1_000_000_000);
    const nanoUsd = fc.nat(100_000_000_000);
    fc.assert(
      fc.property(count, count, nanoUsd, nanoUsd, (inputTokens, outputTokens, input, output) => {
        const price = { ...PRICE, base: { ...PRICE.base, input, output } };
        const { totalNanoUsd, byBucket } = calculateCost(
          { ...NO_TOKEN_USAGE, inputTokens, outputTokens },
          price,
        );
        const exact = (tokens: number, perMillion: number) =>
          (BigInt(tokens) * BigInt(perMillion) + 500_000n) / 1_000_000n;
        expect(BigInt(byBucket.input)).toBe(exact(inputTokens, input));
        expect(BigInt(byBucket.output)).toBe(exact(outputTokens, output));
        expect(totalNanoUsd).toBe(byBucket.input + byBucket.output);
      }),
    );
  });
});
