/** A question to Redis that waits for its answer. */
export interface PendingCall {
  readonly sentAtMs: number;
  reject(reason: Error): void;
}

/**
 * Notices when the oldest of some calls waits too long. One timer looks after all, because each would cost as much as
 * the call itself; all calls have the same limit, so that the oldest is the first to be late.
 */
export class OverdueCalls {
  private readonly calls = new Set<PendingCall>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limitMs: number,
    private readonly onOverdue: () => void,
  ) {}

  add(call: PendingCall): void {
    this.calls.add(call);
    this.timer ??= this.lookIn(this.limitMs);
  }

  delete(call: PendingCall): void {
    this.calls.delete(call);
  }

  /** Nobody waits any more. */
  rejectAll(reason: Error): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const call of this.calls) call.reject(reason);
    this.calls.clear();
  }

  private lookIn(delayMs: number): NodeJS.Timeout {
    return setTimeout(() => this.look(), delayMs).unref();
  }

  private look(): void {
    this.timer = undefined;
    const waitsForMs = this.oldestWaitMs();
    if (waitsForMs === undefined) return;
    if (waitsForMs < this.limitMs) this.timer = this.lookIn(this.limitMs - waitsForMs);
    // After a pause of the process itself its answer may be here and unread: that is read first.
    else this.timer = setTimeout(() => setImmediate(() => this.judge()), 0).unref();
  }

  private judge(): void {
    this.timer = undefined;
    const waitsForMs = this.oldestWaitMs();
    if (waitsForMs === undefined) return;
    if (waitsForMs >= this.limitMs) this.onOverdue();
    else this.timer = this.lookIn(this.limitMs - waitsForMs);
  }

  private oldestWaitMs(): number | undefined {
    const { value } = this.calls.values().next();
    return value && performance.now() - value.sentAtMs;
  }
}
