import { InvalidRequestError } from '../errors/gateway-error.js';
import type { ReportSpan } from './usage-report.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAYS_WITH_HOURS = 35;
/** How long the sums of hours are kept. */
export const HOURS_KEPT_MS = DAYS_WITH_HOURS * DAY_MS;
/** The year 9999 ends here; PostgreSQL and Date both know what comes before. */
const LAST_SECOND = 253_402_300_799;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;
const EPOCH_SECONDS = /^\d{1,12}(?:\.\d{1,3})?$/;

/** When a report begins or ends: an instant, or a whole UTC day. */
export interface ReportTime {
  readonly atMs: number;
  readonly isDay: boolean;
}

/** Reads an ISO 8601 instant with its zone, a date alone (a UTC day), or epoch seconds; undefined when it is none. */
export function parseReportTime(text: string): ReportTime | undefined {
  if (EPOCH_SECONDS.test(text)) {
    const seconds = Number(text);
    return seconds > LAST_SECOND ? undefined : { atMs: Math.round(seconds * 1000), isDay: false };
  }
  const isDay = DATE.test(text);
  if (!isDay && !INSTANT.test(text)) return undefined;
  const atMs = Date.parse(text.toUpperCase());
  // Date.parse moves 30 February into March.
  if (Number.isNaN(atMs) || (isDay && new Date(atMs).toISOString().slice(0, 10) !== text)) return undefined;
  return { atMs, isDay };
}

/** The span from one time to another; a day that ends it belongs to it. */
export function spanOf(from: ReportTime | undefined, to: ReportTime | undefined): ReportSpan {
  return { fromMs: from?.atMs, toMs: to === undefined ? undefined : to.atMs + (to.isDay ? DAY_MS : 0) };
}

/** The whole UTC days that a span touches. Without an end it is today's, without a beginning 30 days before the end. */
export function wholeDaysOf({ fromMs, toMs }: ReportSpan, nowMs: number): Required<ReportSpan> {
  const end = roundUp(toMs ?? nowMs + 1, DAY_MS);
  return { fromMs: fromMs === undefined ? end - 30 * DAY_MS : roundDown(fromMs, DAY_MS), toMs: end };
}

/**
 * The whole hours that a span touches. Without an end it is this one's, without a beginning 24 hours before the end.
 *
 * @throws InvalidRequestError when it begins before the first hour that is kept.
 */
export function wholeHoursOf({ fromMs, toMs }: ReportSpan, nowMs: number): Required<ReportSpan> {
  const end = roundUp(toMs ?? nowMs + 1, HOUR_MS);
  const begin = fromMs === undefined ? end - DAY_MS : roundDown(fromMs, HOUR_MS);
  const firstKept = roundUp(nowMs - HOURS_KEPT_MS, HOUR_MS);
  if (begin >= firstKept) return { fromMs: begin, toMs: end };
  throw new InvalidRequestError({
    param: 'from',
    message: `Hours are kept for ${DAYS_WITH_HOURS} days: let "from" be ${new Date(firstKept).toISOString()} or later, or group by day.`,
  });
}

function roundDown(atMs: number, stepMs: number): number {
  return Math.floor(atMs / stepMs) * stepMs;
}

function roundUp(beforeMs: number, stepMs: number): number {
  return Math.ceil(beforeMs / stepMs) * stepMs;
}
