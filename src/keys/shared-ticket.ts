import { isPlausible, type LocalTicket } from './local-ticket.js';
import type { RateLimitStanding } from './rate-limit-standing.js';
import type { RateLimitTicket } from './rate-limit-ticket.js';
import { standingOf, type SubjectFigures } from './standing-of.js';
import type { PlaceKeeper, TakenPlace } from './taken-place.js';

/** A place within limits that hold for all replicas. */
export class SharedTicket implements RateLimitTicket {
  /** Without `figures` and `place` it was let in by this replica alone. */
  constructor(
    private readonly local: LocalTicket,
    private readonly shared: PlaceKeeper,
    private readonly figures?: readonly SubjectFigures[],
    private readonly place?: TakenPlace,
  ) {}

  standing(nowMs: number = performance.now()): RateLimitStanding {
    const { figures, local } = this;
    return figures === undefined ? local.standing(nowMs) : standingOf(local.taken.limits, figures, nowMs);
  }

  settle(actualTokens: number, nowMs: number = performance.now()): void {
    if (!this.local.settle(actualTokens, nowMs)) return;
    const tokensBack = isPlausible(actualTokens) ? this.local.taken.tokens - actualTokens : 0;
    this.shared.end(this.local, this.place, { requestsBack: 0, tokensBack });
  }

  release(): void {
    if (!this.local.release()) return;
    this.shared.end(this.local, this.place, { requestsBack: 1, tokensBack: this.local.taken.tokens });
  }
}
