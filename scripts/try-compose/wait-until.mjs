import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_AFTER_MS = 300;

/**
 * @param {string} what
 * @param {() => Promise<boolean> | boolean} isSo
 * @param {number} [limitMs]
 * @throws {Error} when it is not so in time
 */
export async function waitUntil(what, isSo, limitMs = 30_000) {
  const endMs = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}.`);
    await wait(LOOK_AGAIN_AFTER_MS);
  }
}
