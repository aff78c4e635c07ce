/** After so many ends in a row; the last repeats. */
const DELAYS_MS = [100, 1_000, 3_000, 10_000, 30_000];
/** Whoever has served for so long has started well. */
const PROVEN_AFTER_MS = 60_000;

/** How soon a worker is started again: at once after a good run, and ever later while it goes on ending. */
export class RestartDelay {
  private endsInARow = 0;

  /** It has ended, after serving for so long; 0 when it never did. Gives the pause before the next start, in ms. */
  after(servedMs: number): number {
    if (servedMs >= PROVEN_AFTER_MS) this.endsInARow = 0;
    const delayMs = DELAYS_MS[Math.min(this.endsInARow, DELAYS_MS.length - 1)] as number;
    this.endsInARow += 1;
    return delayMs;
  }
}
