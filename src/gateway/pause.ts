import type { Cancellation } from '../providers/cancellation.js';

/** Waits. Rejects with the cancellation's reason as soon as the call is given up. */
export function pause(ms: number, cancellation: Cancellation): Promise<void> {
  return new Promise((resolve, reject) => {
    if (cancellation.reason !== undefined) return reject(cancellation.reason);
    const timer = setTimeout(() => {
      cancellation.settle();
      resolve();
    }, ms);
    cancellation.guard({
      cancel(reason) {
        clearTimeout(timer);
        reject(reason);
      },
    });
  });
}
