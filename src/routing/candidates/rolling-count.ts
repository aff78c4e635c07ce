/** Six whole slots and the one that is leaving the window. */
const SLOTS = 7;
const MINUTE_MS = 60_000;

/**
 * Counts what came in the last minute, or another time, in seven slots of a sixth of it: the oldest slot counts by the part
 * of it that is still in the window. Times are milliseconds of a clock that never goes back.
 */
export class RollingCount {
  private readonly slotMs: number;
  private readonly counts = new Array<number>(SLOTS).fill(0);
  private newest = 0;
  private sum = 0;

  constructor(private readonly windowMs = MINUTE_MS) {
    this.slotMs = windowMs / (SLOTS - 1);
  }

  add(amount: number, nowMs: number): void {
    this.advance(nowMs);
    this.counts[this.newest % SLOTS]! += amount;
    this.sum += amount;
  }

  at(nowMs: number): number {
    this.advance(nowMs);
    return this.sum - this.oldest() * this.leftPart(nowMs);
  }

  /** Milliseconds until there is room for an amount under a limit if nothing else comes, the whole window at most; 0: now. */
  waitFor(amount: number, limit: number, nowMs: number): number {
    let surplus = this.at(nowMs) + amount - limit;
    if (surplus <= 0) return 0;
    const { slotMs } = this;
    const toNextSlotMs = slotMs - (nowMs - this.newest * slotMs);
    for (let age = SLOTS - 1; age >= 0; age--) {
      const count = this.counts[(this.newest - age + SLOTS) % SLOTS]!;
      const leaving = age === SLOTS - 1 ? count * (toNextSlotMs / slotMs) : count;
      const beginsAfterMs = age === SLOTS - 1 ? 0 : toNextSlotMs + (SLOTS - 2 - age) * slotMs;
      if (surplus <= leaving) return beginsAfterMs + (surplus / count) * slotMs;
      surplus -= leaving;
    }
    return this.windowMs;
  }

  clear(): void {
    this.counts.fill(0);
    this.sum = 0;
  }

  private advance(nowMs: number): void {
    const slot = Math.floor(nowMs / this.slotMs);
    if (slot <= this.newest) return;
    if (slot - this.newest >= SLOTS) this.clear();
    else for (let passed = this.newest + 1; passed <= slot; passed++) this.forget(passed % SLOTS);
    this.newest = slot;
  }

  private forget(index: number): void {
    this.sum -= this.counts[index]!;
    this.counts[index] = 0;
  }

  private oldest(): number {
    return this.counts[(this.newest + 1) % SLOTS]!;
  }

  /** How much of the oldest slot has left the window. */
  private leftPart(nowMs: number): number {
    return Math.min(Math.max((nowMs - this.newest * this.slotMs) / this.slotMs, 0), 1);
  }
}
