import { CallerLeftError, type GatewayError } from '../errors/gateway-error.js';

/** Tells a call that it is no longer wanted. */
export interface Cancellation {
  /** Why; undefined as long as the call is wanted. */
  readonly reason: GatewayError | undefined;
  /** Calls the listener when the call is given up; only one listener at a time, the last. */
  onCancel(listener: (reason: GatewayError) => void): void;
  /** Takes the listener off. */
  settle(): void;
}

/**
 * The side of a cancellation that cancels. An AbortSignal does the same at several times the cost, which each request
 * would pay.
 */
export class Canceller implements Cancellation {
  reason: GatewayError | undefined;
  private listener: ((reason: GatewayError) => void) | undefined;

  onCancel(listener: (reason: GatewayError) => void): void {
    this.listener = listener;
  }

  settle(): void {
    this.listener = undefined;
  }

  cancel(reason: GatewayError): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    this.listener?.(reason);
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
    onCancel(listener) {
      onAbort = () => listener(explain());
      signal.addEventListener('abort', onAbort, { once: true });
    },
    settle: () => signal.removeEventListener('abort', onAbort),
  };
}
