import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 15_000;
const LOOK_AGAIN_AFTER_MS = 10;

/** Resolves once something is so. */
export async function waitUntil(isSo: () => boolean, limitMs = LIMIT_MS): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new Error(`Waited in vain for: ${String(isSo)}`);
    await wait(LOOK_AGAIN_AFTER_MS);
  }
}
