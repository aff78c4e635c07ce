import type { SubjectLimits } from './key-grant.js';
import type { RateLimitStanding } from './rate-limit-standing.js';
import type { RateLimitTicket } from './rate-limit-ticket.js';
import type { SlidingWindow } from './sliding-window.js';
import { standingOf, type SubjectFigures } from './standing-of.js';

/** What one key, team or user has taken here. */
export interface SubjectUse extends SubjectFigures {
  readonly requests: SlidingWindow;
  readonly tokens: SlidingWindow;
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

/** A place within limits that this process counts. */
export class LocalTicket implements RateLimitTicket {
  private isOpen = true;

  constructor(readonly taken: TakenLimits) {}

  standing(nowMs: number = performance.now()): RateLimitStanding {
    return standingOf(this.taken.limits, this.taken.uses, nowMs);
  }

  /** False: it had ended. */
  settle(actualTokens: number, nowMs: number = performance.now()): boolean {
    if (!this.close()) return false;
    const { limits, uses, tokens, takenAtMs } = this.taken;
    if (!isPlausible(actualTokens)) return true;
    limits.forEach(({ tpm }, index) => {
      if (tpm === undefined) return;
      const use = uses[index]!;
      if (actualTokens > tokens) takeTokens(use, actualTokens - tokens, nowMs);
      else use.tokens.giveBack(tokens - actualTokens, takenAtMs);
    });
    return true;
  }

  /** False: it had ended. */
  release(): boolean {
    if (!this.close()) return false;
    const { limits, uses, tokens, takenAtMs } = this.taken;
    limits.forEach(({ rpm, tpm }, index) => {
      if (rpm !== undefined) uses[index]!.requests.giveBack(1, takenAtMs);
      if (tpm !== undefined) uses[index]!.tokens.giveBack(tokens, takenAtMs);
    });
    return true;
  }

  private close(): boolean {
    if (!this.isOpen) return false;
    this.isOpen = false;
    for (const use of this.taken.uses) use.openTickets--;
    return true;
  }
}

/** Upstream's figures can be nonsense: then the estimate stands. */
export function isPlausible(tokens: number): boolean {
  return tokens >= 0 && tokens < Infinity;
}

function takeTokens(use: SubjectUse, tokens: number, nowMs: number): void {
  use.tokens.take(tokens, nowMs);
  use.lastTakenAtMs = Math.max(use.lastTakenAtMs, nowMs);
}
