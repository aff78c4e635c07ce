const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en-US');

/** `12.3K`. */
export function formatCount(count: number): string {
  return COMPACT.format(count);
}

/** `12,345`. */
export function formatWhole(count: number): string {
  return WHOLE.format(count);
}

/** A number of tokens, or of anything that comes in thousands; the whole number is its title. */
export function Tokens({ count }: { count: number }) {
  return <span title={formatWhole(count)}>{formatCount(count)}</span>;
}
