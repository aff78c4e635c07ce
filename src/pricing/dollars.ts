/** The most that an amount can be: more nano-dollars than this are soon no longer exact in a JS number. */
export const MAX_DOLLARS = 9_000_000;

/**
 * Integer nano-dollars of an amount in US dollars; undefined when it is negative, above `MAX_DOLLARS`, or finer than a
 * nano-dollar.
 */
export function nanoUsdOf(dollars: number): number | undefined {
  if (!(dollars >= 0 && dollars <= MAX_DOLLARS)) return undefined;
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,9}))?$/.exec(decimalOf(dollars)) ?? [];
  return whole === undefined ? undefined : Number(whole + fraction.padEnd(9, '0'));
}

/** US dollars of integer nano-dollars: up to 2^23 dollars the one number whose decimal form is the exact amount. */
export function dollarsOf(nanoUsd: number): number {
  return nanoUsd / 1e9;
}

/** What a person would have written; JS writes small numbers with an exponent. */
function decimalOf(dollars: number): string {
  const [digits, exponent] = String(dollars).split('e-') as [string, string?];
  if (exponent === undefined) return digits;
  return `0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}`;
}
