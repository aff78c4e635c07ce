import { setImmediate as nextTurn } from 'node:timers/promises';

const SHORT_MS = 0.2;

/**
 * Resolves right behind a turn of the event loop that was short: it has read what had arrived, and next to nothing can
 * have arrived since. Behind a longer one when none is short for so many milliseconds.
 */
export async function afterShortTurn(mostMs: number): Promise<void> {
  const giveUpAtMs = performance.now() + mostMs;
  for (;;) {
    const beganAtMs = performance.now();
    await nextTurn();
    const endedAtMs = performance.now();
    if (endedAtMs - beganAtMs <= SHORT_MS || endedAtMs >= giveUpAtMs) return;
  }
}
