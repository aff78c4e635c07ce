import type { ChartPoint } from '../../charts/time-chart.js';
import type { TimeRange } from '../../components/time-range.js';
import type { Figure } from './figures.js';
import type { SummaryGroup } from './summary.js';

/**
 * A figure at each step of a range, also at those in which nothing happened; with `before`, beside that of the same step
 * of the time before.
 */
export function pointsOf(
  { of, empty }: Figure,
  { steps, previous }: TimeRange,
  now: readonly SummaryGroup[],
  before: readonly SummaryGroup[] | undefined,
): ChartPoint[] {
  const [first] = steps;
  const shiftMs = first === undefined ? 0 : Date.parse(first) - Date.parse(previous.from);
  const nowAt = byTime(now);
  const beforeAt = before && byTime(before);
  const valueAt = (groups: Map<number, SummaryGroup>, ms: number): number | null => {
    const group = groups.get(ms);
    return group === undefined ? empty : of(group);
  };
  return steps.map((at) => {
    const ms = Date.parse(at);
    const value = valueAt(nowAt, ms);
    return beforeAt === undefined ? { at, value } : { at, value, previous: valueAt(beforeAt, ms - shiftMs) };
  });
}

function byTime(groups: readonly SummaryGroup[]): Map<number, SummaryGroup> {
  return new Map(groups.map((group) => [Date.parse(group.hour ?? group.day ?? ''), group]));
}
