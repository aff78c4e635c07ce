/** Whoever was there so recently may be on the way back, as all are after Redis was away. */
const RECENT_MS = 15_000;

/** How many replicas there are, for the time in which nobody can tell. */
export class ReplicaCount {
  private count = 1;
  /** The most there were before the last change to fewer, and when that was. */
  private before = { count: 1, atMs: -Infinity };

  get live(): number {
    return this.count;
  }

  set live(count: number) {
    const nowMs = performance.now();
    if (count < this.count) this.before = { count: this.recent(nowMs), atMs: nowMs };
    this.count = count;
  }

  /** Those that are alive, and those that were a moment ago. */
  recent(nowMs: number): number {
    return nowMs - this.before.atMs < RECENT_MS ? Math.max(this.count, this.before.count) : this.count;
  }
}
