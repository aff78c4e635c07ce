import { RateLimitError } from '../errors/gateway-error.js';

const WINDOW_MS = 60_000;
const MOST_FAILURES_OF_ADDRESS = 10;
const MOST_FAILURES = 100;

/** How many wrong keys may be tried in a minute, from one address and from all together. Each replica counts its own. */
export class SignInThrottle {
  private endsAtMs = 0;
  private failures = 0;
  private byAddress = new Map<string, number>();

  /**
   * Counts an attempt as failed until `succeeded` is told otherwise, so that many at once are no way around it.
   *
   * @throws RateLimitError when there were too many.
   */
  begin(address: string, nowMs: number): void {
    if (nowMs >= this.endsAtMs) this.startAgain(nowMs);
    const ofAddress = this.byAddress.get(address) ?? 0;
    if (ofAddress >= MOST_FAILURES_OF_ADDRESS || this.failures >= MOST_FAILURES) throw this.refusal(nowMs);
    this.byAddress.set(address, ofAddress + 1);
    this.failures++;
  }

  /** The attempt that began last from this address was no wrong key. */
  succeeded(address: string): void {
    const ofAddress = this.byAddress.get(address) ?? 0;
    if (ofAddress === 0) return;
    this.byAddress.set(address, ofAddress - 1);
    this.failures--;
  }

  private startAgain(nowMs: number): void {
    this.endsAtMs = nowMs + WINDOW_MS;
    this.failures = 0;
    this.byAddress = new Map();
  }

  private refusal(nowMs: number): RateLimitError {
    return new RateLimitError({
      code: 'too_many_sign_ins',
      message: 'Too many wrong keys were tried. Wait a minute.',
      retryAfterSeconds: Math.max(1, Math.ceil((this.endsAtMs - nowMs) / 1000)),
    });
  }
}
