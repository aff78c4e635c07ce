const SPANS_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The time that lies a duration such as `30d` after another. Months are calendar months; where the day does not exist
 * it is the month's last.
 */
export function addDuration(from: Date, duration: string): Date {
  const [, count, unit] = /^(\d+)(s|m|h|d|mo)$/.exec(duration) as unknown as [string, string, string];
  const spanMs = SPANS_MS[unit];
  if (spanMs !== undefined) return new Date(from.getTime() + Number(count) * spanMs);
  return addMonths(from, Number(count));
}

function addMonths(from: Date, months: number): Date {
  const then = new Date(from);
  then.setUTCMonth(from.getUTCMonth() + months);
  // A day beyond the month's end has run over into the next month.
  if (then.getUTCDate() !== from.getUTCDate()) then.setUTCDate(0);
  return then;
}
