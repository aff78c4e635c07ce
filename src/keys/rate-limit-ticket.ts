import type { RateLimitStanding } from './rate-limit-standing.js';

/** The place of one request within the limits of its key, team and user. Whatever ends the request must end it, once. */
export interface RateLimitTicket {
  /** The tightest limits, as they are now or were last known. */
  standing(nowMs?: number): RateLimitStanding;
  /**
   * The request has ended: its estimate becomes what it really used (see `rateLimitedTokens`). What it used less is
   * free again; what it used more counts from now on. Only the first call of `settle` or `release` counts.
   */
  settle(actualTokens: number, nowMs?: number): void;
  /** The request was refused after all: it is as if it had never come. */
  release(): void;
}
