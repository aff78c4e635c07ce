/** The UTC day of an instant, as `2026-11-22`. Throws a RangeError for what no Date can hold. */
export function isoDayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
