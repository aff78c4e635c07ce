const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** `0.1234` → `12.3%`; a dash for none. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : PERCENT.format(share);
}
