import type { Page } from 'playwright-core';

import { MASTER_KEY } from '../admin/start-admin.js';
import { quote } from '../reliability/harness/figures.js';
import { bestOf, USABLE_MS } from './best-of.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { fillWeeks } from './fill-weeks.js';
import { describeInBrowser } from './find-browser.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf, MOST_SHIFT } from './watch-page.js';

describeInBrowser('the overview of a gateway in use', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ fill: fillWeeks });
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(SCHEMES)('shows figures, charts and where the money went, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme, viewport: { width: 1280, height: 1250 } });
    await signIn(page);
    await page.getByRole('img', { name: /^Spend over time: from \$/ }).waitFor();
    await page.getByRole('img', { name: /^Mean time to first token over time/ }).waitFor();
    await page.getByRole('link', { name: 'claude-opus-4-6' }).waitFor();
    await page.getByRole('region', { name: 'Needs attention' }).getByText('Nothing').waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `overview-${colorScheme}`);
    const { violations, layoutShift, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
    expect(layoutShift).toBeLessThan(MOST_SHIFT);
  });

  it('says the same as the API', async () => {
    const page = await stack.openPage();
    await signIn(page, '/?range=30d');
    const from = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10);
    const { body } = await stack.call(`GET /admin/usage/summary?group_by=day&from=${from}`);
    const spend = page.getByRole('region', { name: 'Spend' });
    await spend.getByText(`$${body.totals.cost_usd.toFixed(2)}`).waitFor();
  });

  it('keeps its time and what it is grouped by in the address', async () => {
    const page = await stack.openPage();
    await signIn(page);
    await page.getByText('24 h').click();
    await page.getByText('By team').click();
    await page.getByRole('link', { name: 'platform' }).waitFor();
    expect(new URL(page.url()).search).toBe('?range=24h&by=team');
    await page.reload();
    await page.getByRole('link', { name: 'platform' }).waitFor();
    expect(await page.getByRole('radio', { name: '24 h' }).isChecked()).toBe(true);
  });

  it('takes days that are typed, digit by digit', async () => {
    const page = await stack.openPage();
    await signIn(page);
    await page.getByText('Custom', { exact: true }).click();
    await page.getByLabel('First day, UTC').pressSequentially('01022025');
    await page.waitForURL(/from=2025-01-02&/);
    await page.getByLabel('Last day, UTC').pressSequentially('01032025');
    await page.waitForURL(/from=2025-01-02&to=2025-01-03&/);
    await page.getByText('No calls in this time').waitFor();
  });

  it('compares with the time before, until one does not want that', async () => {
    const page = await stack.openPage();
    await signIn(page);
    const change = page
      .getByRole('region', { name: 'Requests' })
      .getByTitle('Against the time before, as long');
    await change.waitFor();
    await page.getByRole('switch', { name: 'Compare' }).uncheck();
    await change.waitFor({ state: 'detached' });
  });

  it('fits a narrow screen, with the navigation behind a button', async () => {
    const page = await stack.openPage({ viewport: { width: 375, height: 800 } });
    await signIn(page);
    await page.getByRole('img', { name: /^Spend over time/ }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, 'overview-narrow');
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.getByRole('button', { name: 'Open the navigation' }).waitFor();
  });

  it('shows its figures soon after signing in, to a browser that has none of its files', async () => {
    const ms = await bestOf(async () => {
      const page = await stack.openPage();
      await page.goto('/ui/');
      await page.getByLabel('Key', { exact: true }).fill(MASTER_KEY);
      const sinceMs = performance.now();
      await page.keyboard.press('Enter');
      await seeFigures(page);
      return { page, sinceMs };
    });
    quote('From signing in to the figures of the overview', `${ms} ms`);
    expect(ms).toBeLessThan(USABLE_MS);
  });

  it('shows its figures soon to a browser that has a session and none of its files', async () => {
    const ms = await bestOf(async () => {
      const page = await stack.openPage();
      await page.request.post('/admin/session', { data: { key: MASTER_KEY } });
      const sinceMs = performance.now();
      await page.goto('/ui/', { waitUntil: 'commit' });
      await seeFigures(page);
      return { page, sinceMs };
    });
    quote('From the address to the figures of the overview', `${ms} ms`);
    expect(ms).toBeLessThan(USABLE_MS);
  });
});

async function seeFigures(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Spend' }).getByText('$').first().waitFor();
}

describeInBrowser('the overview of a new gateway', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole();
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(SCHEMES)('leads through the first steps, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page);
    await page.getByRole('heading', { name: 'Nobody has called this gateway yet' }).waitFor();
    await page.getByText(`curl ${stack.gateway.url}/v1/chat/completions`).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `first-steps-${colorScheme}`);
    const { violations, layoutShift } = await misdeedsOf(page);
    expect(violations).toEqual([]);
    expect(layoutShift).toBeLessThan(MOST_SHIFT);
  });

  it('shows a call soon after it was made', async () => {
    const { key } = await stack.make('/admin/keys', { name: 'first key' });
    expect((await stack.chat(key as string)).status).toBe(200);
    const page = await stack.openPage();
    await signIn(page, '/?by=key');
    await page.getByRole('link', { name: 'first key' }).waitFor();
    expect(await page.getByRole('region', { name: 'Requests' }).textContent()).toMatch(/^Requests1/);
  });

  it('says what is wrong when it gets no answer, and asks again', async () => {
    const page = await stack.openPage();
    await signIn(page, '/audit');
    await page.route('**/admin/usage/summary**', (route) =>
      route.fulfill({
        status: 400,
        json: { error: { message: 'Sums are out of order.', type: 'x', code: null } },
      }),
    );
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('alert').getByText('Sums are out of order.').waitFor();
    await page.unroute('**/admin/usage/summary**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Spend' }).waitFor();
  });
});
