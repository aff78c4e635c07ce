import type { SubjectLimits } from './key-grant.js';
import type { LimitStanding, RateLimitStanding } from './rate-limit-standing.js';

/** What is used of a limit in the last 60 seconds; see `SlidingWindow`. */
export interface WindowFigures {
  usedAt(nowMs: number): number;
  waitFor(amount: number, limit: number, nowMs: number): number;
  emptyAfter(nowMs: number): number;
}

/** What one key, team or user has taken. */
export interface SubjectFigures {
  readonly requests: WindowFigures;
  readonly tokens: WindowFigures;
  /** Tickets that are neither settled nor released. */
  readonly openTickets: number;
}

/** The tightest request limit and the tightest token limit of some subjects. */
export function standingOf(
  limits: readonly SubjectLimits[],
  figures: readonly SubjectFigures[],
  nowMs: number,
): RateLimitStanding {
  const standing: RateLimitStanding = {};
  limits.forEach(({ rpm, tpm }, index) => {
    const { requests, tokens } = figures[index]!;
    if (rpm !== undefined) standing.requests = tighter(standing.requests, rpm, requests, nowMs);
    if (tpm !== undefined) standing.tokens = tighter(standing.tokens, tpm, tokens, nowMs);
  });
  return standing;
}

function tighter(
  tightest: LimitStanding | undefined,
  limit: number,
  window: WindowFigures,
  nowMs: number,
): LimitStanding {
  const remaining = Math.max(0, limit - window.usedAt(nowMs));
  if (tightest !== undefined && tightest.remaining <= remaining) return tightest;
  return { limit, remaining, resetAfterMs: window.emptyAfter(nowMs) };
}
