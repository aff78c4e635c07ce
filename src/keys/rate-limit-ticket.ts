import type { SubjectLimits } from './key-grant.js';
import type { LimitStanding, RateLimitStanding } from './rate-limit-standing.js';
import type { SlidingWindow } from './sliding-window.js';

/** What one key, team or user has taken. */
export interface SubjectUse {
  readonly requests: SlidingWindow;
  readonly tokens: SlidingWindow;
  /** Tickets that are neither settled nor released. */
  openTickets: number;
  /** When something was last taken. */
  lastTakenAtMs: number;
}

/** What a ticket was given for. `uses` are those of `limits`, in their order. */
export interface TakenLimits {
  readonly limits: readonly SubjectLimits[];
  readonly uses: readonly SubjectUse[];
  readonly tokens: number;
  readonly takenAtMs: number;
}

/** The place of one request within the limits of its key, team and user. Whatever ends the request must end it, once. */
export class RateLimitTicket {
  private isOpen = true;

  constructor(private readonly taken: TakenLimits) {}

  /** The tightest limits, as they are now. */
  standing(nowMs: number = performance.now()): RateLimitStanding {
    return standingOf(this.taken.limits, this.taken.uses, nowMs);
  }

  /**
   * The request has ended: its estimate becomes what it really used (see `rateLimitedTokens`). What it used less is
   * free again; what it used more counts from now on. Only the first call of `settle` or `release` counts.
   */
  settle(actualTokens: number, nowMs: number = performance.now()): void {
    if (!this.close()) return;
    const { limits, uses, tokens, takenAtMs } = this.taken;
    // Upstream's figures can be nonsense: then the estimate stands.
    if (!(actualTokens >= 0 && actualTokens < Infinity)) return;
    limits.forEach(({ tpm }, index) => {
      if (tpm === undefined) return;
      const use = uses[index]!;
      if (actualTokens > tokens) takeTokens(use, actualTokens - tokens, nowMs);
      else use.tokens.giveBack(tokens - actualTokens, takenAtMs);
    });
  }

  /** The request was refused after all: it is as if it had never come. */
  release(): void {
    if (!this.close()) return;
    const { limits, uses, tokens, takenAtMs } = this.taken;
    limits.forEach(({ rpm, tpm }, index) => {
      if (rpm !== undefined) uses[index]!.requests.giveBack(1, takenAtMs);
      if (tpm !== undefined) uses[index]!.tokens.giveBack(tokens, takenAtMs);
    });
  }

  private close(): boolean {
    if (!this.isOpen) return false;
    this.isOpen = false;
    for (const use of this.taken.uses) use.openTickets--;
    return true;
  }
}

function takeTokens(use: SubjectUse, tokens: number, nowMs: number): void {
  use.tokens.take(tokens, nowMs);
  use.lastTakenAtMs = Math.max(use.lastTakenAtMs, nowMs);
}

/** The tightest request limit and the tightest token limit of some subjects. */
export function standingOf(
  limits: readonly SubjectLimits[],
  uses: readonly SubjectUse[],
  nowMs: number,
): RateLimitStanding {
  const standing: RateLimitStanding = {};
  limits.forEach(({ rpm, tpm }, index) => {
    const { requests, tokens } = uses[index]!;
    if (rpm !== undefined) standing.requests = tighter(standing.requests, rpm, requests, nowMs);
    if (tpm !== undefined) standing.tokens = tighter(standing.tokens, tpm, tokens, nowMs);
  });
  return standing;
}

function tighter(
  tightest: LimitStanding | undefined,
  limit: number,
  window: SlidingWindow,
  nowMs: number,
): LimitStanding {
  const remaining = Math.max(0, limit - window.usedAt(nowMs));
  if (tightest !== undefined && tightest.remaining <= remaining) return tightest;
  return { limit, remaining, resetAfterMs: window.emptyAfter(nowMs) };
}
