const MILLION = 1e6;
/** Beyond these digits is what computing with fractions adds. */
const DIGITS = 12;

/** The prices that a deployment can have of its own, in the API's names. */
export const PRICES = [
  { name: 'input_cost_per_token', label: 'Input', short: 'input' },
  { name: 'output_cost_per_token', label: 'Output', short: 'output' },
  { name: 'cache_read_input_token_cost', label: 'Cache read', short: 'cache read' },
  { name: 'cache_creation_input_token_cost', label: 'Cache write, 5 min', short: 'cache write' },
  {
    name: 'cache_creation_input_token_cost_above_1hr',
    label: 'Cache write, 1 h',
    short: 'cache write for 1 h',
  },
] as const;

export type PriceName = (typeof PRICES)[number]['name'];

/** Dollars for a token → dollars for a million, as people know prices. */
export function perMillion(perToken: number): number {
  return Number((perToken * MILLION).toPrecision(DIGITS));
}

/** Dollars for a million tokens → dollars for one, as the API has prices. */
export function perToken(perMillionTokens: number): number {
  return Number((perMillionTokens / MILLION).toPrecision(DIGITS));
}
