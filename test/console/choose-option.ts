import type { Page } from 'playwright-core';

/** Types into a field that searches, and takes what it finds. */
export async function chooseOption(page: Page, label: string, typed: string, found: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('option', { name: found }).click();
}
