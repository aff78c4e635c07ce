/** What limits are counted over. */
export const WINDOW_MS = 60_000;

/** A limit can be used but for this part of the window: 0.17 %. */
export const SLOT_MS = 100;
/** What was taken in a tenth of a second is counted for so many of them after it. */
export const SLOTS = WINDOW_MS / SLOT_MS;
/** After this time nothing of what was taken is in the window. */
export const FORGOTTEN_AFTER_MS = WINDOW_MS + SLOT_MS;

/** In pairs. */
const FIRST_CAPACITY = 2;

/**
 * Counts what was taken in the last 60 seconds, so that no span of 60 seconds ever holds more than was let in. Amounts
 * are kept by tenths of a second, and a tenth is forgotten once all of it is older than the window. Memory is what the
 * last minute needs: one pair of numbers for each tenth of a second in which something was taken. Times are in
 * milliseconds of any clock; one that goes back is taken to stand still.
 */
export class SlidingWindow {
  /** A ring of pairs, slot and amount, oldest first from `head`. It has room for a power of two of them, or for none. */
  private pairs: number[] = [];
  private capacity = 0;
  private head = 0;
  private length = 0;
  private sum = 0;

  /** What was taken in the last 60 seconds. */
  usedAt(nowMs: number): number {
    this.forgetUntil(this.slotAt(nowMs) - SLOTS);
    return this.sum;
  }

  /** Milliseconds until an amount fits under the limit if nothing else comes; 0: it does now; Infinity: it never does. */
  waitFor(amount: number, limit: number, nowMs: number): number {
    const surplus = this.usedAt(nowMs) + amount - limit;
    if (surplus <= 0) return 0;
    if (limit <= 0) return Infinity;
    // More than the limit at once can only be let in alone.
    return this.waitUntilFreed(Math.min(surplus, this.sum), nowMs);
  }

  /** Milliseconds until the window is empty if nothing else comes. */
  emptyAfter(nowMs: number): number {
    if (this.usedAt(nowMs) === 0) return 0;
    return endOf(this.newestSlot()) - nowMs;
  }

  /** Counts an amount. */
  take(amount: number, nowMs: number): void {
    if (amount === 0) return;
    const slot = this.slotAt(nowMs);
    this.forgetUntil(slot - SLOTS);
    if (this.length === 0 || this.newestSlot() !== slot) this.append(slot);
    this.pairs[this.indexOf(this.length - 1) + 1]! += amount;
    this.sum += amount;
  }

  /** Takes an amount back that was counted at that time; nothing, if that is no longer in the window. */
  giveBack(amount: number, takenAtMs: number): void {
    const position = this.positionOf(slotOf(takenAtMs));
    if (position === undefined) return;
    const index = this.indexOf(position) + 1;
    const returned = Math.min(amount, this.pairs[index]!);
    this.pairs[index]! -= returned;
    this.sum -= returned;
  }

  /** What was taken in the tenths of a second from that time on, oldest first, each with its beginning. */
  *takenSince(timeMs: number): Generator<[atMs: number, amount: number]> {
    for (let position = 0; position < this.length; position++) {
      const index = this.indexOf(position);
      const atMs = this.pairs[index]! * SLOT_MS;
      if (atMs + SLOT_MS > timeMs && this.pairs[index + 1]! > 0) yield [atMs, this.pairs[index + 1]!];
    }
  }

  private waitUntilFreed(amount: number, nowMs: number): number {
    let freed = 0;
    for (let position = 0; position < this.length; position++) {
      const index = this.indexOf(position);
      freed += this.pairs[index + 1]!;
      if (freed > 0 && freed >= amount) return endOf(this.pairs[index]!) - nowMs;
    }
    return 0;
  }

  private slotAt(nowMs: number): number {
    const slot = slotOf(nowMs);
    return this.length === 0 ? slot : Math.max(slot, this.newestSlot());
  }

  private newestSlot(): number {
    return this.pairs[this.indexOf(this.length - 1)]!;
  }

  private forgetUntil(firstKept: number): void {
    while (this.length > 0 && this.pairs[this.indexOf(0)]! < firstKept) {
      this.sum -= this.pairs[this.indexOf(0) + 1]!;
      this.head = (this.head + 1) & (this.capacity - 1);
      this.length--;
    }
  }

  private append(slot: number): void {
    if (this.length === this.capacity) this.grow();
    const index = this.indexOf(this.length++);
    this.pairs[index] = slot;
    this.pairs[index + 1] = 0;
  }

  private grow(): void {
    const oldest = 2 * this.head;
    const inOrder = [...this.pairs.slice(oldest), ...this.pairs.slice(0, oldest)];
    this.capacity = Math.max(FIRST_CAPACITY, 2 * this.capacity);
    this.pairs = [...inOrder, ...new Array<number>(2 * this.capacity - inOrder.length).fill(0)];
    this.head = 0;
  }

  /** Slots ascend, so a slot is found by halving. */
  private positionOf(slot: number): number | undefined {
    let low = 0;
    let high = this.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.pairs[this.indexOf(middle)]!;
      if (found === slot) return middle;
      if (found < slot) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  private indexOf(position: number): number {
    return 2 * ((this.head + position) & (this.capacity - 1));
  }
}

function slotOf(timeMs: number): number {
  return Math.floor(timeMs / SLOT_MS);
}

/** When the last of what was taken in a slot has left the window. */
function endOf(slot: number): number {
  return (slot + SLOTS + 1) * SLOT_MS;
}
