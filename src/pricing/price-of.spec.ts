import { findProvider } from '@pydantic/genai-prices';
import { NO_TOKEN_USAGE } from '../translation/token-usage.js';
import { calculateCost } from './calculate-cost.js';
import { priceOf } from './price-of.js';

/** Dollars per million tokens: input, five-minute write, one-hour write, cache read, output. */
function dollarsOf(model: string) {
  const base = priceOf(model)?.base;
  return (
    base &&
    [base.input, base.cacheWrite5m, base.cacheWrite1h, base.cacheRead, base.output].map((nano) => nano / 1e9)
  );
}

describe('priceOf', () => {
  it.each([
    ['claude-opus-5-5', [4, 5, 8, 0.2, 20]],
    ['claude-sonnet-5-5', [2, 2.5, 4, 0.1, 10]],
    ['claude-fable-5-1', [10, 12.5, 20, 0.25, 50]],
    ['claude-haiku-5-5', [0.1, 0.125, 0.2, 0.01, 0.5]],
    ['claude-opus-5', [5, 6.25, 10, 0.5, 25]],
    ['claude-sonnet-5', [2, 2.5, 4, 0.2, 10]],
    ['claude-opus-4-8', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-7', [5, 6.25, 10, 0.5, 25]],
    ['claude-fable-5', [10, 12.5, 20, 1, 50]],
    ['claude-mythos-5', [10, 12.5, 20, 1, 50]],
    ['claude-opus-4-6', [5, 6.25, 10, 0.5, 25]],
    ['claude-sonnet-4-6', [3, 3.75, 6, 0.3, 15]],
    ['claude-opus-4-5', [5, 6.25, 10, 0.5, 25]],
    ['claude-sonnet-4-5', [3, 3.75, 6, 0.3, 15]],
    ['claude-haiku-4-5', [1, 1.25, 2, 0.1, 5]],
    ['claude-opus-4-1', [15, 18.75, 30, 1.5, 75]],
    ['claude-sonnet-4-20250514', [3, 3.75, 6, 0.3, 15]],
    ['claude-opus-4-20250514', [15, 18.75, 30, 1.5, 75]],
    ['claude-3-7-sonnet-20250219', [3, 3.75, 6, 0.3, 15]],
    ['claude-3-5-sonnet-20241022', [3, 3.75, 6, 0.3, 15]],
    ['claude-3-haiku-20240307', [0.25, 0.3, 0.5, 0.03, 1.25]],
    ['claude-3-opus-20240229', [15, 18.75, 30, 1.5, 75]],
    ['claude-3-sonnet-20240229', [3, 3.75, 6, 0.3, 15]],
    ['claude-2.1', [8, 10, 16, 0.8, 24]],
  ])('knows what %s costs', (model, dollars) => {
    expect(dollarsOf(model)).toEqual(dollars);
  });

  it('knows a dated name by the name without its date', () => {
    expect(priceOf('claude-mythos-5@20260609')).toEqual(priceOf('claude-mythos-5'));
    expect(priceOf('claude-haiku-5-5-20261007')).toEqual(priceOf('claude-haiku-5-5'));
    expect(priceOf('claude-sonnet-4-5-20250929')).toEqual(priceOf('claude-sonnet-4-5'));
  });

  it.each(['claude-unknown-9', 'claude-sonnet-5-7', 'claude-opus-4-10', 'gpt-5', '', 'constructor'])(
    'does not guess the price of %s',
    (model) => {
      expect(priceOf(model)).toBeNull();
    },
  );

  it('charges five times as much for a claude-haiku-5-5 prompt above 100,000 tokens, output too', () => {
    const price = priceOf('claude-haiku-5-5')!;
    const costOf = (inputTokens: number) =>
      calculateCost({ ...NO_TOKEN_USAGE, inputTokens, outputTokens: 1_000 }, price).totalNanoUsd;
    expect(costOf(100_000)).toBe(10_500_000);
    expect(costOf(100_001)).toBe(52_500_500);
  });

  it('charges $10 for a thousand searches', () => {
    expect(priceOf('claude-sonnet-4-5')?.webSearchNanoUsd).toBe(10_000_000);
  });

  it('gives the same price again without looking it up', () => {
    expect(priceOf('claude-opus-4-5')).toBe(priceOf('claude-opus-4-5'));
  });

  it('knows of no price of the list that starts in the future', () => {
    const models = findProvider({ providerId: 'anthropic' })?.models ?? [];
    const starts = models
      .flatMap(({ prices }) => (Array.isArray(prices) ? prices : []))
      .flatMap(({ constraint }) => (constraint && 'start_date' in constraint ? [constraint.start_date] : []));
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter((start) => new Date(start) > new Date())).toEqual([]);
  });

  describe("with an operator's own price", () => {
    it('replaces what it names and scales the cache prices with the input price', () => {
      const price = priceOf('claude-opus-5-5', { input_cost_per_token: 0.000002 });
      expect(price?.base).toEqual({
        input: 2e9,
        cacheRead: 1e8,
        cacheWrite5m: 2.5e9,
        cacheWrite1h: 4e9,
        output: 2e10,
      });
    });

    it('takes cache prices as they are given', () => {
      const price = priceOf('claude-opus-5-5', {
        cache_read_input_token_cost: 0.0000001,
        cache_creation_input_token_cost: 0.000001,
        cache_creation_input_token_cost_above_1hr: 0.000003,
      });
      expect(price?.base).toMatchObject({ input: 4e9, cacheRead: 1e8, cacheWrite5m: 1e9, cacheWrite1h: 3e9 });
    });

    it('makes the price flat', () => {
      expect(priceOf('claude-haiku-5-5', { output_cost_per_token: 0.000001 })?.tiers).toEqual([]);
    });

    it('changes nothing when it names no price', () => {
      expect(priceOf('claude-haiku-5-5', {})).toEqual(priceOf('claude-haiku-5-5'));
      expect(priceOf('claude-haiku-5-5', { input_cost_per_token: -1 })).toEqual(priceOf('claude-haiku-5-5'));
    });

    it('prices a model that the list lacks, once input and output are given', () => {
      const input = { input_cost_per_token: 0.000003 };
      expect(priceOf('claude-unknown-9', input)).toBeNull();
      expect(priceOf('claude-unknown-9', { ...input, output_cost_per_token: 0.000015 })?.base).toEqual({
        input: 3e9,
        cacheRead: 3e8,
        cacheWrite5m: 3.75e9,
        cacheWrite1h: 6e9,
        output: 1.5e10,
      });
    });

    it('may make a model free', () => {
      const free = { input_cost_per_token: 0, output_cost_per_token: 0 };
      const price = priceOf('claude-opus-4-5', free)!;
      const usage = { ...NO_TOKEN_USAGE, inputTokens: 5, cacheReadTokens: 5, outputTokens: 5 };
      expect(calculateCost(usage, price).totalNanoUsd).toBe(0);
    });
  });
});
