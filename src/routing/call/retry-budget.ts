const WINDOW_MS = 10_000;
/** Of the calls in the window. */
const SHARE = 0.2;
/** Retries in the window whatever the traffic is, so that little traffic can be retried too. */
const FLOOR = 10;

/**
 * How many further attempts a name may have: a fifth of its calls, and a few. A storm in which everything fails then sends
 * upstream little more than the traffic itself. A bucket: each call puts a fifth of a retry into it, it holds what ten
 * seconds of the present traffic put in, and the floor fills it evenly.
 */
export class RetryBudget {
  private retries = FLOOR;
  /** Calls of the last seconds, fading out. */
  private calls = 0;
  private updatedAtMs = 0;

  /** A call has begun its first attempt. */
  countCall(nowMs: number): void {
    this.advance(nowMs);
    this.calls += 1;
    this.retries = Math.min(this.retries + SHARE, this.most());
  }

  /** Takes one retry, if there is one left. */
  take(nowMs: number): boolean {
    this.advance(nowMs);
    if (this.retries < 1) return false;
    this.retries -= 1;
    return true;
  }

  private advance(nowMs: number): void {
    const passedMs = nowMs - this.updatedAtMs;
    if (passedMs <= 0) return;
    this.updatedAtMs = nowMs;
    this.calls *= Math.exp(-passedMs / WINDOW_MS);
    this.retries = Math.min(this.retries + (FLOOR * passedMs) / WINDOW_MS, this.most());
  }

  private most(): number {
    return FLOOR + SHARE * this.calls;
  }
}
