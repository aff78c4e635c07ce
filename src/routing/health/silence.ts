/** One call may see whether a silent deployment answers again; the next one after twice the time. */
const FIRST_TRIAL_MS = 30_000;
const MOST_DOUBLINGS = 5;
/** A single call may be a difficult one. */
const LEAST_WAITING = 2;

/**
 * How long calls have been waiting for a deployment that answers none of them. What waited before its last answer counts no
 * more: a deployment that answers others is not silent. Times are those of a steady clock.
 */
export class Silence {
  private waiting = 0;
  private sinceMs = 0;
  private trials = 0;
  /** Counts answers. */
  private era = 0;

  /** A call waits from now on. Returns what to say when it leaves. */
  begin(nowMs: number): number {
    if (this.waiting === 0) this.reset(nowMs);
    else if (nowMs >= this.nextTrialMs()) this.trials++;
    this.waiting++;
    return this.era;
  }

  /** An answer has begun, or upstream has refused to give one. */
  answered(nowMs: number): void {
    this.era++;
    this.waiting = 0;
    this.reset(nowMs);
  }

  /** A call waits no longer, without an answer. */
  left(era: number): void {
    if (era === this.era) this.waiting--;
  }

  get isWaitedFor(): boolean {
    return this.waiting >= LEAST_WAITING;
  }

  /** Whether calls have been waiting for so long that others should not join them, but for a trial now and then. */
  isLongerThan(limitMs: number, nowMs: number): boolean {
    return this.isWaitedFor && nowMs - this.sinceMs > limitMs && nowMs < this.nextTrialMs();
  }

  private reset(nowMs: number): void {
    this.sinceMs = nowMs;
    this.trials = 0;
  }

  private nextTrialMs(): number {
    return this.sinceMs + FIRST_TRIAL_MS * 2 ** Math.min(this.trials, MOST_DOUBLINGS);
  }
}
