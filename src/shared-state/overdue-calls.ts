/** A question to Redis that waits for its answer. */
export interface PendingCall {
  reject(reason: Error): void;
}

/** A call is late when it has seen so many ticks. */
const TICKS = 4;

/**
 * Notices when the oldest of some calls waits too long. One timer looks after all, because one for each would cost as
 * much as the call itself. Time is counted in its ticks: while this process stands still, none passes.
 */
export class OverdueCalls {
  /** Each with the tick in which it began, oldest first. */
  private readonly calls = new Map<PendingCall, number>();
  private tick = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limitMs: number,
    private readonly onOverdue: () => void,
  ) {}

  add(call: PendingCall): void {
    this.calls.set(call, this.tick);
    this.timer ??= this.nextTick();
  }

  delete(call: PendingCall): void {
    this.calls.delete(call);
  }

  /** Nobody waits any more. */
  rejectAll(reason: Error): void {
    for (const call of this.calls.keys()) call.reject(reason);
    this.calls.clear();
  }

  private nextTick(): NodeJS.Timeout {
    return setTimeout(() => this.look(), this.limitMs / TICKS).unref();
  }

  private look(): void {
    this.timer = undefined;
    this.tick++;
    const [beganAt] = this.calls.values();
    if (beganAt === undefined) return;
    if (this.tick - beganAt > TICKS) this.onOverdue();
    else this.timer = this.nextTick();
  }
}
