import type { Page } from 'playwright-core';

/** The key that a page shows this once. */
export async function shownSecret(page: Page): Promise<string> {
  return (await page.getByRole('region', { name: 'The key' }).innerText()).trim();
}
