/** How long a budget lasts before it begins anew. */
export interface BudgetDuration {
  count: number;
  unit: DurationUnit;
}

type DurationUnit = 's' | 'm' | 'h' | 'd' | 'mo';

/** From `startMs`, included, to `endMs`, excluded, in epoch milliseconds. */
export interface BudgetWindow {
  startMs: number;
  endMs: number;
}

const PATTERN = /^([1-9]\d*)(s|m|h|d|mo)$/;
const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A hundred years: what is longer is a mistake, and would leave the calendar that a Date can hold. */
const MOST: Record<DurationUnit, number> = {
  s: 3_153_600_000,
  m: 52_560_000,
  h: 876_000,
  d: 36_500,
  mo: 1_200,
};

const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, BudgetDuration | null>();

/** Reads `30s`, `5m`, `12h`, `30d` or `1mo`; null for anything else, and for more than a hundred years. */
export function parseBudgetDuration(text: string): BudgetDuration | null {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const duration = parse(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, duration);
  return duration;
}

/**
 * The window that is open at a time: a function of its arguments alone, in UTC. Windows of seconds, minutes and hours
 * are counted from the Unix epoch, days from the midnight before the anchor, months from the first of its month.
 * Windows touch, and every moment lies in exactly one of them.
 */
export function windowAt(duration: BudgetDuration, anchorMs: number, nowMs: number): BudgetWindow {
  if (duration.unit === 'mo') return monthWindowAt(duration.count, anchorMs, nowMs);
  const lengthMs = duration.count * MILLISECONDS[duration.unit];
  const firstMs = duration.unit === 'd' ? floorTo(anchorMs, MILLISECONDS.d) : 0;
  const startMs = firstMs + floorTo(nowMs - firstMs, lengthMs);
  return { startMs, endMs: startMs + lengthMs };
}

function parse(text: string): BudgetDuration | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const unit = match[2] as DurationUnit;
  const count = Number(match[1]);
  return count <= MOST[unit] ? { count, unit } : null;
}

function monthWindowAt(count: number, anchorMs: number, nowMs: number): BudgetWindow {
  const first = monthNumberOf(anchorMs);
  const start = first + floorTo(monthNumberOf(nowMs) - first, count);
  return { startMs: startOfMonth(start), endMs: startOfMonth(start + count) };
}

/** Months since the beginning of year 0. */
function monthNumberOf(timeMs: number): number {
  const date = new Date(timeMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function startOfMonth(monthNumber: number): number {
  return Date.UTC(Math.floor(monthNumber / 12), ((monthNumber % 12) + 12) % 12, 1);
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
