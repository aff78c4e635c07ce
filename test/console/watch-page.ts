import type { Page } from 'playwright-core';

/** What a view may move while it fills, as browsers score it. */
export const MOST_SHIFT = 0.02;

/** What a page has done that it should not, from its first moment on. */
interface Misdeeds {
  /** What the Content-Security-Policy stopped. */
  violations: string[];
  /** How much moved without anybody having done anything; Chrome calls up to 0.1 good. */
  layoutShift: number;
}

type WatchedWindow = Window & { misdeeds?: Misdeeds };
/** Exceptions that nobody caught, by page. */
const ERRORS = new WeakMap<Page, string[]>();

/** Has a page tell later what it did. */
export async function watchPage(page: Page): Promise<void> {
  const errors: string[] = [];
  ERRORS.set(page, errors);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    const misdeeds: Misdeeds = { violations: [], layoutShift: 0 };
    (window as WatchedWindow).misdeeds = misdeeds;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      misdeeds.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) misdeeds.layoutShift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What it did since it was loaded. */
export async function misdeedsOf(page: Page): Promise<Misdeeds & { errors: string[] }> {
  const misdeeds = await page.evaluate(() => (window as WatchedWindow).misdeeds);
  if (misdeeds === undefined) throw new Error('This page was not watched.');
  return { ...misdeeds, errors: ERRORS.get(page) ?? [] };
}
