import type { BudgetTerms } from './attempt-terms.js';
import { parseBudgetDuration, windowAt } from './budget-window.js';

/** A subject and a span of time whose spend is asked for. A budget without a duration spans all of time. */
export interface SpendWindow {
  /** `key:`, `team:` or `user:`, and an id. */
  subject: string;
  startMs: number;
  endMs: number;
}

/** How far a Date reaches. */
const EARLIEST_MS = -8_640_000_000_000_000;
const LATEST_MS = 8_640_000_000_000_000;

/** The subject of a budget as one word, under which the ledger knows it. */
export function subjectOf({ subject, subjectId }: Pick<BudgetTerms, 'subject' | 'subjectId'>): string {
  return `${subject}:${subjectId}`;
}

/** The subjects that a record counts for. */
export function subjectsOf(record: { keyId?: string; teamId?: string; userId?: string }): string[] {
  const subjects: string[] = [];
  if (record.keyId !== undefined) subjects.push(`key:${record.keyId}`);
  if (record.teamId !== undefined) subjects.push(`team:${record.teamId}`);
  if (record.userId !== undefined) subjects.push(`user:${record.userId}`);
  return subjects;
}

/**
 * The window of a budget that is open at a time. A duration that cannot be read counts for ever: it refuses too early
 * rather than too late.
 */
export function spendWindowAt(budget: BudgetTerms, atMs: number): SpendWindow {
  const subject = subjectOf(budget);
  const duration = budget.duration === undefined ? null : parseBudgetDuration(budget.duration);
  if (duration === null) return { subject, startMs: EARLIEST_MS, endMs: LATEST_MS };
  const { startMs, endMs } = windowAt(duration, budget.anchorMs, atMs);
  return { subject, startMs, endMs };
}

export function isForEver({ endMs }: SpendWindow): boolean {
  return endMs === LATEST_MS;
}
