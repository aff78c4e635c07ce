const MS_AN_HOUR = 3_600_000;
const MS_A_DAY = 24 * MS_AN_HOUR;
/** More points than these would be a blur. */
const MOST_HOURLY_MS = 3 * MS_A_DAY;
/** The API has sums by the hour for a day more. */
const HOURS_KEPT_MS = 34 * MS_A_DAY;
/** Ten years: more steps than these only keep the browser busy, as the year 2 would that one types on the way to 2026. */
const MOST_MS = 3660 * MS_A_DAY;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A time that usage is summed up over: `to` is not part of it. */
export interface Span {
  from: string;
  to: string;
}

/** The time that a view is about. */
export interface TimeRange extends Span {
  /** As it is in the address: `24h`, `7d`, `30d`, or `custom`. */
  name: string;
  /** What one point of a chart stands for. */
  step: 'hour' | 'day';
  /** As long, right before it. */
  previous: Span;
  /** The starts of its steps, in order. */
  steps: readonly string[];
}

export const PRESETS = [
  { value: '24h', label: '24 h', lengthMs: MS_A_DAY, step: 'hour' },
  { value: '7d', label: '7 days', lengthMs: 7 * MS_A_DAY, step: 'day' },
  { value: '30d', label: '30 days', lengthMs: 30 * MS_A_DAY, step: 'day' },
] as const;

/** What an address says of a range: a preset's name, or UTC days of which both are part. */
export interface WrittenRange {
  range?: string;
  from?: string;
  to?: string;
}

/** The range that an address asks for; that of 7 days where it says nothing that makes sense. Hours and days are UTC. */
export function timeRangeOf({ range, ...days }: WrittenRange, nowMs: number): TimeRange {
  if (range === 'custom' && areDays(days)) return customRange(days, nowMs);
  const preset = PRESETS.find(({ value }) => value === range) ?? PRESETS[1];
  const stepMs = preset.step === 'hour' ? MS_AN_HOUR : MS_A_DAY;
  const toMs = (Math.floor(nowMs / stepMs) + 1) * stepMs;
  return rangeOf(preset.value, toMs - preset.lengthMs, toMs, preset.step);
}

/** `2026-11-22`, as fields for days want it. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** Whether there is something to sum up from the one day to the other. */
export function areDays(days: { from?: string; to?: string }): days is { from: string; to: string } {
  const { from, to } = days;
  if (!isDay(from) || !isDay(to)) return false;
  const lengthMs = Date.parse(to) - Date.parse(from);
  return lengthMs >= 0 && lengthMs < MOST_MS;
}

function customRange({ from, to }: { from: string; to: string }, nowMs: number): TimeRange {
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to) + MS_A_DAY;
  const lengthMs = toMs - fromMs;
  // The time before is asked for in the same steps.
  const hasHours = fromMs - lengthMs >= nowMs - HOURS_KEPT_MS;
  return rangeOf('custom', fromMs, toMs, hasHours && lengthMs <= MOST_HOURLY_MS ? 'hour' : 'day');
}

function rangeOf(name: string, fromMs: number, toMs: number, step: 'hour' | 'day'): TimeRange {
  return {
    name,
    step,
    ...spanOf(fromMs, toMs),
    previous: spanOf(fromMs - (toMs - fromMs), fromMs),
    steps: stepsOf(fromMs, toMs, step === 'hour' ? MS_AN_HOUR : MS_A_DAY),
  };
}

function spanOf(fromMs: number, toMs: number): Span {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

function stepsOf(fromMs: number, toMs: number, stepMs: number): string[] {
  return Array.from({ length: Math.round((toMs - fromMs) / stepMs) }, (_, index) =>
    new Date(fromMs + index * stepMs).toISOString(),
  );
}

function isDay(text: string | undefined): text is string {
  return text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text));
}
