import type { LongPromptTier, ModelPrice, TokenPrices } from './model-price.js';

interface TieredPrice {
  base: number;
  tiers: { start: number; price: number }[];
}

/** A row of a price list: dollars per million tokens (`_mtok`) or per thousand requests (`_kcount`). */
export type ListPrice = Record<string, number | TieredPrice | undefined>;

const NANO_USD = 1_000_000_000;

/** Anthropic's multiples of the input price, for rows that leave the cache prices out. */
export const USUAL_CACHE_MULTIPLES = { cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 } as const;

/** $10 for a thousand searches. */
export const USUAL_WEB_SEARCH_NANO_USD = 10_000_000;

/** A row of a price list in nano-dollars; null when it lacks the input or the output price. */
export function readPriceList(list: ListPrice): ModelPrice | null {
  const base = pricesAt(list, 0);
  if (base === null) return null;
  const thousandSearches = priceAt(list.web_searches_kcount, 0);
  const webSearchNanoUsd =
    thousandSearches === undefined
      ? USUAL_WEB_SEARCH_NANO_USD
      : Math.round(toNanoUsd(thousandSearches) / 1_000);
  return { base, tiers: readTiers(list), webSearchNanoUsd };
}

/** Dollars per million tokens in nano-dollars per million tokens, rounded to an integer. */
export function toNanoUsd(usd: number): number {
  return Math.round(usd * NANO_USD);
}

function readTiers(list: ListPrice): LongPromptTier[] {
  const starts = Object.values(list).flatMap((price) =>
    typeof price === 'object' ? price.tiers.map(({ start }) => start) : [],
  );
  const limits = [...new Set(starts)].sort((left, right) => left - right);
  return limits.flatMap((aboveInputTokens) => {
    const prices = pricesAt(list, aboveInputTokens);
    return prices === null ? [] : [{ aboveInputTokens, prices }];
  });
}

/** The prices of a prompt that is longer than `limit`; 0 gives the base prices. */
function pricesAt(list: ListPrice, limit: number): TokenPrices | null {
  const input = priceAt(list.input_mtok, limit);
  const output = priceAt(list.output_mtok, limit);
  if (input === undefined || output === undefined) return null;
  const { cacheRead, cacheWrite5m, cacheWrite1h } = USUAL_CACHE_MULTIPLES;
  return {
    input: toNanoUsd(input),
    cacheRead: toNanoUsd(priceAt(list.cache_read_mtok, limit) ?? input * cacheRead),
    cacheWrite5m: toNanoUsd(priceAt(list.cache_write_mtok, limit) ?? input * cacheWrite5m),
    cacheWrite1h: toNanoUsd(priceAt(list.cache_write_1h_mtok, limit) ?? input * cacheWrite1h),
    output: toNanoUsd(output),
  };
}

function priceAt(price: number | TieredPrice | undefined, limit: number): number | undefined {
  if (typeof price !== 'object') return price;
  const reached = price.tiers.filter(({ start }) => limit > 0 && start <= limit);
  const highest = reached.sort((left, right) => right.start - left.start)[0];
  return highest?.price ?? price.base;
}
