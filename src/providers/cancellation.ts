import { CallerLeftError, type GatewayError } from '../errors/gateway-error.js';

/** Tells a call that it is no longer wanted. */
export interface Cancellation {
  /** Why; undefined as long as the call is wanted. */
  readonly reason: GatewayError | undefined;
  /** Cancels the work when the call is given up; only one at a time, the last. */
  guard(work: Cancellable): void;
  /** The work is done. */
  settle(): void;
}

/** What can be given up while it is under way. */
export interface Cancellable {
  cancel(reason: GatewayError): void;
}

/**
 * The side of a cancellation that cancels. An AbortSignal does the same at several times the cost, which each request
 * would pay.
 */
export class Canceller implements Cancellation {
  reason: GatewayError | undefined;
  private work: Cancellable | undefined;

  guard(work: Cancellable): void {
    this.work = work;
  }

  settle(): void {
    this.work = undefined;
  }

  cancel(reason: GatewayError): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.work?.cancel(reason);
  }
}

/** A cancellation by an AbortSignal, which may outlive the call. */
export function cancellationBy(signal: AbortSignal): Cancellation {
  const explain = (): GatewayError =>
    new CallerLeftError({ message: 'The call was aborted.', cause: signal.reason });
  let onAbort = (): void => {};
  return {
    get reason() {
      return signal.aborted ? explain() : undefined;
    },
    guard(work) {
      onAbort = () => work.cancel(explain());
      signal.addEventListener('abort', onAbort, { once: true });
    },
    settle: () => signal.removeEventListener('abort', onAbort),
  };
}
