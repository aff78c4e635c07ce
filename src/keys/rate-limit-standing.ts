/** How much of one limit is used. */
export interface LimitStanding {
  limit: number;
  remaining: number;
  /** Milliseconds until all of it is there again if nothing else comes. */
  resetAfterMs: number;
}

/** The tightest limits that a call is under: those of which the least is left. Absent: there is none. */
export interface RateLimitStanding {
  requests?: LimitStanding;
  tokens?: LimitStanding;
}
