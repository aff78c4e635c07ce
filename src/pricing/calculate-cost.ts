import type { TokenUsage } from '../translation/token-usage.js';
import type { ModelPrice, TokenPrices } from './model-price.js';

/** Integer nano-dollars: 1_000_000_000 is one dollar. */
export interface Cost {
  totalNanoUsd: number;
  byBucket: CostByBucket;
}

interface CostByBucket extends TokenPrices {
  webSearch: number;
}

const MILLION = 1_000_000;

/** What an answer costs in integer nano-dollars; each bucket is rounded once, halves up, and the total is their sum. */
export function calculateCost(usage: TokenUsage, price: ModelPrice): Cost {
  const prices = pricesFor(usage, price);
  const byBucket: CostByBucket = {
    input: costOf(usage.inputTokens, prices.input),
    cacheRead: costOf(usage.cacheReadTokens, prices.cacheRead),
    cacheWrite5m: costOf(usage.cacheWrite5mTokens, prices.cacheWrite5m),
    cacheWrite1h: costOf(usage.cacheWrite1hTokens, prices.cacheWrite1h),
    output: costOf(usage.outputTokens, prices.output),
    webSearch: usage.webSearchRequests * price.webSearchNanoUsd,
  };
  return { totalNanoUsd: sumOf(byBucket), byBucket };
}

function pricesFor(usage: TokenUsage, { base, tiers }: ModelPrice): TokenPrices {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = usage;
  const promptTokens = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
  const tier = tiers.findLast(({ aboveInputTokens }) => promptTokens > aboveInputTokens);
  return tier?.prices ?? base;
}

/** Whole nano-dollars per token apart from the rest, because tokens × price may exceed what a number holds exactly. */
function costOf(tokens: number, nanoUsdPerMillion: number): number {
  const remainder = nanoUsdPerMillion % MILLION;
  const nanoUsdPerToken = (nanoUsdPerMillion - remainder) / MILLION;
  return tokens * nanoUsdPerToken + Math.floor((tokens * remainder) / MILLION + 0.5);
}

function sumOf(cost: CostByBucket): number {
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, output, webSearch } = cost;
  return input + cacheRead + cacheWrite5m + cacheWrite1h + output + webSearch;
}
