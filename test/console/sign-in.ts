import type { Page } from 'playwright-core';

import { MASTER_KEY } from '../admin/start-admin.js';

/** Signs in, and goes to a page of the console; the form itself is for the suite of signing in. */
export async function signIn(page: Page, path = '/', key = MASTER_KEY): Promise<void> {
  const answer = await page.request.post('/admin/session', { data: { key } });
  if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
  await page.goto(`/ui${path}`);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'attached' });
}

/** Signs in as people do: with the form that stands where the page would be. */
export async function signInByForm(page: Page, path = '/', key = MASTER_KEY): Promise<void> {
  await page.goto(`/ui${path}`);
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor({ state: 'attached' });
}
