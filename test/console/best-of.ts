import type { Page } from 'playwright-core';

import { IS_LONG } from '../reliability/harness/figures.js';

/** What a first view may take. The short form runs beside everything else, and only finds what is out of all proportion. */
export const USABLE_MS = IS_LONG ? 1000 : 4000;
const ROUNDS = 3;

/** The shortest of a few times, each from `sinceMs` to when the round is over; whole milliseconds. */
export async function bestOf(round: () => Promise<{ page: Page; sinceMs: number }>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < ROUNDS; count += 1) {
    const { page, sinceMs } = await round();
    times.push(performance.now() - sinceMs);
    await page.context().close();
  }
  return Math.round(Math.min(...times));
}
