import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { PROJECT_ROOT } from '../examples/example-files.js';

const FOLDER = join(PROJECT_ROOT, 'docs/screenshots');

/** Writes what a page shows to docs/screenshots, with SCREENSHOTS=1; else nothing. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
