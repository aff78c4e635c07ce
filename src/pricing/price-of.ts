import { calcPrice } from '@pydantic/genai-prices';
import type { ModelPrice, PriceOverride, TokenPrices } from './model-price.js';
import priceOverrides from './price-overrides.json' with { type: 'json' };
import type { ListPrice } from './read-price-list.js';
import {
  readPriceList,
  toNanoUsd,
  USUAL_CACHE_MULTIPLES,
  USUAL_WEB_SEARCH_NANO_USD,
} from './read-price-list.js';

type CachePrices = Pick<TokenPrices, 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h'>;

/** Callers choose model names, so the memo must not grow with them. */
const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, ModelPrice | null>();

/** A price that has a start date is taken at its last: the list is as new as the package. */
const LATEST = new Date('9999-12-31');

const OWN_PRICES: ReadonlyMap<string, ListPrice> = new Map(Object.entries<ListPrice>(priceOverrides));

/**
 * The price of a model by upstream's name; null when it is not known, which is not the same as free. An override makes
 * it flat: its prices replace the list's, and the cache prices that it leaves out keep their ratio to the input price.
 */
export function priceOf(model: string, override?: PriceOverride): ModelPrice | null {
  const listPrice = listPriceOf(model);
  return override === undefined ? listPrice : applyOverride(listPrice, override);
}

function listPriceOf(model: string): ModelPrice | null {
  const known = remembered.get(model);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const price = lookUp(model);
  remembered.set(model, price);
  return price;
}

/** `claude-haiku-5-5-20261007` costs what `claude-haiku-5-5` costs. */
function lookUp(model: string): ModelPrice | null {
  const undated = model.replace(/[-@]\d{8}$/, '');
  const list = OWN_PRICES.get(undated) ?? lookUpInPackage(model, undated);
  return list === null ? null : readPriceList(list);
}

/** The package's rows match by prefix: `claude-sonnet-5` also matches `claude-sonnet-5-7`, whose price is not known. */
function lookUpInPackage(model: string, undated: string): ListPrice | null {
  const row = calcPrice({ input_tokens: 0, output_tokens: 0 }, model, {
    providerId: 'anthropic',
    timestamp: LATEST,
  });
  if (row === null) return null;
  const rest = undated.startsWith(row.model.id) ? undated.slice(row.model.id.length) : '';
  return /^-?\d/.test(rest) ? null : row.model_price;
}

function applyOverride(list: ModelPrice | null, override: PriceOverride): ModelPrice | null {
  const given = readOverride(override);
  if (Object.values(given).every((price) => price === undefined)) return list;
  const input = given.input ?? list?.base.input;
  const output = given.output ?? list?.base.output;
  if (input === undefined || output === undefined) return null;
  const cache = scaleCachePrices(input, list?.base);
  const base = {
    input,
    cacheRead: given.cacheRead ?? cache.cacheRead,
    cacheWrite5m: given.cacheWrite5m ?? cache.cacheWrite5m,
    cacheWrite1h: given.cacheWrite1h ?? cache.cacheWrite1h,
    output,
  };
  return { base, tiers: [], webSearchNanoUsd: list?.webSearchNanoUsd ?? USUAL_WEB_SEARCH_NANO_USD };
}

function readOverride(override: PriceOverride): Partial<TokenPrices> {
  return {
    input: perMillion(override.input_cost_per_token),
    cacheRead: perMillion(override.cache_read_input_token_cost),
    cacheWrite5m: perMillion(override.cache_creation_input_token_cost),
    cacheWrite1h: perMillion(override.cache_creation_input_token_cost_above_1hr),
    output: perMillion(override.output_cost_per_token),
  };
}

/** Dollars per token as nano-dollars per million tokens. */
function perMillion(usdPerToken: number | undefined): number | undefined {
  const isPrice = usdPerToken !== undefined && Number.isFinite(usdPerToken) && usdPerToken >= 0;
  return isPrice ? toNanoUsd(usdPerToken * 1_000_000) : undefined;
}

function scaleCachePrices(input: number, list: TokenPrices | undefined): CachePrices {
  const [from, prices] = list && list.input > 0 ? [list.input, list] : [1, USUAL_CACHE_MULTIPLES];
  return {
    cacheRead: Math.round((input * prices.cacheRead) / from),
    cacheWrite5m: Math.round((input * prices.cacheWrite5m) / from),
    cacheWrite1h: Math.round((input * prices.cacheWrite1h) / from),
  };
}
