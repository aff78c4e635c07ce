import type { Page } from 'playwright-core';

import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { fillCompany } from './fill-company.js';
import { fillWeeks } from './fill-weeks.js';
import { describeInBrowser } from './find-browser.js';
import { overflowOf } from './overflow-of.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf, MOST_SHIFT } from './watch-page.js';

const PAYLOADS = [
  '<img src=x onerror="document.title=`hit`">',
  '"><script>document.title="hit"</script>',
  "=cmd|' /C calc'!A1",
];

describeInBrowser('the views of keys', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ fill: fillWeeks });
    await fillCompany(stack);
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(SCHEMES)('can be used by everybody in %s: list, key and form', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page, '/keys');
    await page.getByRole('link', { name: 'helpdesk-bot' }).waitFor();
    await page.getByRole('img', { name: /of \$25\.00 spent/ }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `keys-${colorScheme}`);
    await page.getByRole('link', { name: 'claude-code' }).click();
    await page.getByRole('img', { name: /^Spend over time: from \$/ }).waitFor();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `key-${colorScheme}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('heading', { level: 1, name: 'Edit “claude-code”' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `edit-key-${colorScheme}`);
    const { violations, layoutShift, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
    expect(layoutShift).toBeLessThan(MOST_SHIFT);
  });

  it.each(SCHEMES)('show a new key and its dialogs to everybody in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme, viewport: { width: 1280, height: 1000 } });
    await signIn(page, '/keys/new');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('new-service');
    await takeScreenshot(page, `new-key-${colorScheme}`);
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('region', { name: 'curl' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `key-secret-${colorScheme}`);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog', { name: 'Rotate “new-service”' }).waitFor();
    await expectNoSeriousAxe(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog', { name: 'Revoke the key “new-service”?' }).waitFor();
    await expectNoSeriousAxe(page);
    expect((await misdeedsOf(page)).violations).toEqual([]);
  });

  it('fit a narrow screen', async () => {
    const page = await stack.openPage({ viewport: { width: 360, height: 740 } });
    await signIn(page, '/keys');
    await page.getByRole('link', { name: 'helpdesk-bot' }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await takeScreenshot(page, 'keys-narrow');
    await page.getByRole('link', { name: 'claude-code' }).click();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, 'key-narrow');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('heading', { level: 1, name: 'Edit “claude-code”' }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  it('search, filter and sort, and keep that in the address', async () => {
    const page = await stack.openPage();
    await signIn(page, '/keys');
    await page.getByRole('link', { name: 'notebooks' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search by name, key or user' }).fill('LOVELACE');
    await page.getByRole('link', { name: 'notebooks' }).waitFor({ state: 'detached' });
    expect(await names(page)).toEqual(['ci']);
    await page.getByRole('cell', { name: 'Ada Lovelace · platform' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('link', { name: 'notebooks' }).waitFor();
    await page.getByRole('button', { name: 'Name' }).click();
    await page.waitForURL(/sort=name/);
    await page
      .getByRole('columnheader', { name: 'Name' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.getByRole('combobox', { name: 'Team' }).fill('plat');
    await page.getByRole('option', { name: 'platform' }).click();
    await page.getByRole('link', { name: 'helpdesk-bot' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'claude-code' }).waitFor();
    expect(await names(page)).toEqual(['ci', 'claude-code']);
    await page.getByLabel('State').selectOption('Blocked');
    await page.getByText('No keys fit').waitFor();
    await page.getByRole('button', { name: 'Show all keys' }).click();
    await page.getByRole('link', { name: 'helpdesk-bot' }).waitFor();
  });

  it('offer more teams than are seen at once, by keyboard and to everybody', async () => {
    const names = Array.from({ length: 15 }, (_, index) => `team ${index + 1}`);
    const teams = await Promise.all(names.map((name) => stack.make('/admin/teams', { name })));
    const page = await stack.openPage();
    await signIn(page, '/keys');
    await page.getByRole('combobox', { name: 'Team' }).click();
    await page.getByRole('option', { name: 'team 9' }).waitFor();
    await expectNoSeriousAxe(page);
    await page.keyboard.press('ArrowUp');
    const last = page.getByRole('option').last();
    expect(await last.evaluate(isInSight)).toBe(true);
    for (const { id } of teams) await stack.call(`DELETE /admin/teams/${id as string}`);
  });

  it('show names that look like markup or formulas as the text that they are', async () => {
    const make = (name: string) =>
      stack.make('/admin/keys', { name, metadata: { note: name }, aliases: { [name]: name } });
    const keys = await Promise.all(PAYLOADS.map(make));
    const page = await stack.openPage();
    await signIn(page, '/keys');
    for (const name of PAYLOADS) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByText(`${name} → ${name}`).waitFor();
      await page.getByRole('link', { name: 'All keys' }).click();
    }
    await page.getByRole('link', { name: 'claude-code' }).waitFor();
    expect(await page.title()).toBe('Keys · Tollgate');
    expect((await misdeedsOf(page)).violations).toEqual([]);
    for (const { id } of keys) await stack.call(`DELETE /admin/keys/${id as string}`);
  });

  it('offer a viewer nothing that changes something', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'watcher', role: 'viewer' });
    const page = await stack.openPage();
    await signIn(page, '/keys', key as string);
    await page.getByRole('link', { name: 'claude-code' }).click();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    const controls = page.getByRole('main').getByRole('button');
    expect(await controls.allTextContents()).toEqual([]);
    await page.getByRole('link', { name: 'Edit' }).waitFor({ state: 'detached' });
  });

  it('say what is wrong when there is no answer, and ask again', async () => {
    const page = await stack.openPage();
    await signIn(page, '/audit');
    await page.route('**/admin/keys?**', (route) =>
      route.fulfill({
        status: 400,
        json: { error: { message: 'The keys are lost.', type: 'x', code: null } },
      }),
    );
    await page.getByRole('link', { name: 'Keys', exact: true }).click();
    await page.getByRole('alert').getByText('The keys are lost.').waitFor();
    await page.unroute('**/admin/keys?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'claude-code' }).waitFor();
    await page.goto('/ui/keys/00000000-0000-4000-8000-000000000000');
    await page.getByRole('alert').getByText('There is no key with this id.').waitFor();
  });
});

/** Whether the list that it is in shows it. */
function isInSight(option: Element): boolean {
  const { bottom } = option.getBoundingClientRect();
  const list = option.closest('[role=listbox]')?.getBoundingClientRect();
  return list !== undefined && bottom <= list.bottom + 1;
}

async function names(page: Page): Promise<string[]> {
  return page.getByRole('table', { name: 'Keys' }).locator('tbody a[href^="/ui/keys/"]').allTextContents();
}
