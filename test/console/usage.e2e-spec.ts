import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

import { type KeptUsage, keepUsage } from '../admin/keep-usage.js';
import { startPrisma } from '../database/start-prisma.js';
import type { TestDatabase } from '../database/start-test-database.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { fillWeeks } from './fill-weeks.js';
import { describeInBrowser } from './find-browser.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf, MOST_SHIFT } from './watch-page.js';

const MS_AN_HOUR = 3_600_000;
const SESSION = 'session_7d1f';
const TRIED_TWICE = 'req_tried_twice';
const NASTY_MODEL = '"><img src=x onerror=window.broken=1><script>window.broken=1</script>';
const FORMULA_MODEL = '=cmd()';

/** A request that a second attempt answered, its session's next one, and two whose models are no names. */
const SPECIAL: KeptUsage[] = [
  {
    requestId: TRIED_TWICE,
    deployment: 'opus-eu',
    result: 'failed',
    status: 529,
    errorType: 'overloaded_error',
    inputTokens: 0,
    outputTokens: 0,
    costNanoUsd: 0,
    durationMs: 800,
  },
  {
    requestId: TRIED_TWICE,
    attempt: 2,
    deployment: 'opus-us',
    inputTokens: 1200,
    cacheReadTokens: 48_000,
    cacheWrite5mTokens: 2600,
    outputTokens: 1500,
    thinkingTokens: 400,
    // 1200 × 5 + 48000 × 0.5 + 2600 × 6.25 + 1500 × 25, in millionths of a dollar.
    costNanoUsd: 83_750_000,
    isStream: true,
    durationMs: 9200,
    timeToFirstTokenMs: 1300,
  },
  { requestId: 'req_of_session', outputTokens: 20, costNanoUsd: 530_000 },
].map((record) => ({
  model: 'claude-opus-4-6',
  upstreamModel: 'claude-opus-4-6',
  sessionId: SESSION,
  ...record,
}));
const UNNAMED: KeptUsage[] = [NASTY_MODEL, FORMULA_MODEL].map((model, index) => ({
  requestId: `req_unnamed_${index}`,
  model,
  result: 'refused',
  status: 404,
}));

async function fill(database: TestDatabase): Promise<void> {
  await fillWeeks(database);
  const prisma = await startPrisma(database);
  const now = Date.now();
  await keepUsage(
    prisma,
    [...SPECIAL, ...UNNAMED].map((record, index) => ({
      ...record,
      // The second attempt begins when the first has failed.
      createdAt: new Date(now - MS_AN_HOUR / 4 + index * 810),
    })),
  );
  await prisma.onApplicationShutdown();
}

describeInBrowser('usage in the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ fill });
  }, 60_000);
  afterAll(() => stack?.close());

  const rowsOf = (page: Page): Locator => page.getByRole('table', { name: 'Records' }).locator('tbody tr');
  const tile = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
  const expectNoMisdeeds = async (page: Page): Promise<void> => {
    const { violations, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
  };

  it.each(SCHEMES)('lists what was asked for, with its sums, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page, '/usage');
    await page.getByText('attempt 2').waitFor();
    await tile(page, 'Spend').getByText('$').waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `usage-${colorScheme}`);
    await expectNoMisdeeds(page);
    expect((await misdeedsOf(page)).layoutShift).toBeLessThan(MOST_SHIFT);
  });

  it.each(SCHEMES)('shows all about one request, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page, `/usage/${TRIED_TWICE}`);
    await page.getByText('from 810 ms: 1.3 s until the first token, 7.9 s streaming').waitFor();
    const attempts = page.getByRole('table', { name: 'Attempts' });
    await attempts.getByRole('row', { name: /1 opus-eu.*failed 529 overloaded_error/ }).waitFor();
    await attempts.getByRole('row', { name: /2 opus-us.*completed 200/ }).waitFor();
    const buckets = page.getByRole('table', { name: 'Tokens and cost' });
    await buckets.getByRole('row', { name: /^Cache read 48,000 .* \$0\.024/ }).waitFor();
    await buckets.getByRole('row', { name: /^Output 1,500 .* \$0\.0375/ }).waitFor();
    await buckets.getByRole('row', { name: /^All .* \$0\.0838/ }).waitFor();
    await page.getByRole('button', { name: 'Copy the request id' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `request-${colorScheme}`);
    await expectNoMisdeeds(page);
    expect((await misdeedsOf(page)).layoutShift).toBeLessThan(MOST_SHIFT);
    await page.getByRole('link', { name: 'All records of this session' }).click();
    await page.getByText('3 in all').waitFor();
    await tile(page, 'Requests').getByText('2', { exact: true }).waitFor();
    await tile(page, 'Spend').getByText('$0.0843').waitFor();
  });

  it('lists a call a moment after it was made, with the key that made it', async () => {
    const { key } = await stack.make('/admin/keys', { name: 'just now' });
    expect((await stack.chat(key)).status).toBe(200);
    const page = await stack.openPage();
    await signIn(page, '/usage?range=24h');
    const row = rowsOf(page).filter({ hasText: 'just now' });
    for (let tries = 0; tries < 20 && (await row.count()) === 0; tries++) {
      const answer = page.waitForResponse(/\/admin\/usage\?/);
      await page.getByRole('button', { name: 'Refresh' }).click();
      await answer;
    }
    await row.getByRole('link').click();
    await page.getByRole('link', { name: 'just now' }).waitFor();
    await page.getByText('chat completions', { exact: true }).waitFor();
  });

  it('narrows the records, in the address too, and pages through them', async () => {
    const page = await stack.openPage();
    await signIn(page, '/usage');
    await page.getByLabel('Result').selectOption('failed');
    await page.waitForURL(/result=failed/);
    await page.getByText('overloaded_error').waitFor();
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('HTTP status, as in “529”').fill('abc');
    await page.getByText('This could not be loaded').waitFor();
    await page.getByLabel('HTTP status, as in “529”').fill('500');
    await page.getByRole('button', { name: 'Show all records' }).click();
    await page.getByText('page 1').waitFor();
    const first = await rowsOf(page).first().textContent();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('page 2').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.getByText('page 1').waitFor();
    expect(await rowsOf(page).first().textContent()).toBe(first);
    expect(new URL(page.url()).search).toBe('');
  });

  it('exports what is listed as a file that no spreadsheet runs', async () => {
    const page = await stack.openPage();
    await signIn(page, '/usage?result=refused');
    await rowsOf(page).getByText(FORMULA_MODEL).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(UNNAMED.length + 1);
    expect(lines[0]).toContain('request_id');
    expect(lines.join('\n')).toContain(`'${FORMULA_MODEL}`);
  });

  it('shows names that look like markup as the text that they are', async () => {
    const page = await stack.openPage();
    await signIn(page, '/usage?result=refused');
    await rowsOf(page).getByText(NASTY_MODEL).waitFor();
    await rowsOf(page).getByText(FORMULA_MODEL).waitFor();
    await page.goto('/ui/usage/req_unnamed_0');
    await page.getByText(NASTY_MODEL).first().waitFor();
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    await expectNoMisdeeds(page);
  });

  it('fits a narrow screen', async () => {
    const page = await stack.openPage({ viewport: { width: 360, height: 740 } });
    await signIn(page, '/usage');
    await page.getByText('attempt 2').waitFor();
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(360);
    await expectNoSeriousAxe(page);
    await page.goto(`/ui/usage/${TRIED_TWICE}`);
    await page.getByRole('table', { name: 'Attempts' }).waitFor();
    expect(await width()).toBeLessThanOrEqual(360);
  });

  it('says which request it does not know, and what to do about it', async () => {
    const page = await stack.openPage();
    await signIn(page, '/usage/req_of_nobody');
    await page.getByText('There are no records of a request with this id').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('link', { name: 'All usage' }).click();
    await page.getByText('attempt 2').waitFor();
  });
});
