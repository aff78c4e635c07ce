import axe from 'axe-core';
import type { Page } from 'playwright-core';

const GRAVE = ['serious', 'critical'];

/** Expects that axe finds nothing serious on a page as it is; says what it is, and where. */
export async function expectNoSeriousAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  const grave = violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
  expect(grave).toEqual([]);
}
