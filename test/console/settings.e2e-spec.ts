import { MASTER_KEY } from '../admin/start-admin.js';
import { chooseOption } from './choose-option.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { describeInBrowser } from './find-browser.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf } from './watch-page.js';

const NO_MISDEEDS = { violations: [], errors: [] };

describeInBrowser('settings, the audit log and admin keys in the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole();
    await stack.make('/admin/teams', { name: 'research', max_budget: 100 });
    const { id } = await stack.make('/admin/keys', { name: 'ci', rpm_limit: 30 });
    await stack.call(`PATCH /admin/keys/${id}`, { body: { rpm_limit: 60 } });
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(SCHEMES)('tells what is configured and how it is, and no secret, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page, '/settings');
    const database = page.getByRole('region', { name: 'Database' });
    await database.getByText('embedded').waitFor();
    await database.getByText('up', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'general_settings' }).waitFor();
    expect(await page.content()).not.toContain(MASTER_KEY);
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `settings-${colorScheme}`);
    const { layoutShift, ...rest } = await misdeedsOf(page);
    expect(rest).toEqual(NO_MISDEEDS);
    expect(layoutShift).toBeLessThan(0.02);
  });

  it.each(SCHEMES)('shows who changed what, field by field, in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme });
    await signIn(page, '/audit');
    await page.getByRole('button', { name: 'key.update' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `audit-${colorScheme}`);
    await page.getByRole('button', { name: 'key.update' }).click();
    const detail = page.getByRole('dialog', { name: 'key.update' });
    await detail.getByRole('row', { name: 'rpm_limit 30 60' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `audit-detail-${colorScheme}`);
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    const { violations, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual(NO_MISDEEDS);
  });

  it('narrows the audit log, in the address too, and says when nothing is left', async () => {
    const page = await stack.openPage();
    await signIn(page, '/audit');
    await page.getByRole('button', { name: 'team.create' }).waitFor();
    await page.getByLabel('Objects').selectOption('key');
    await page.getByRole('button', { name: 'team.create' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?object_type=key');
    await page.getByLabel('Action, as in “key.update”').fill('key.rotate');
    await page.getByText('Nobody changed anything that fits these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'key.update' }).waitFor();
    const lastDay = page.getByLabel('Last day, UTC');
    await lastDay.pressSequentially('11222020');
    await page.getByText('Nobody changed anything that fits these filters.').waitFor();
    expect(new URL(page.url()).search).toBe('?object_type=key&to=2020-11-22');
    await lastDay.fill('');
    await page.getByRole('button', { name: 'key.update' }).waitFor();
    await page.goto('/ui/audit?to=yesterday');
    await page.getByRole('alert').getByText('must be').waitFor();
  });

  it('makes an admin key, shows it once, and revokes it', async () => {
    const page = await stack.openPage();
    await signIn(page, '/admin-keys');
    await page.getByText('No admin keys yet').waitFor();
    await expectNoSeriousAxe(page);
    await page.getByRole('button', { name: 'New admin key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('dashboards');
    await dialog.getByLabel('Role').selectOption('viewer');
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, 'new-admin-key-light');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    const secret = (await dialog.getByRole('region', { name: 'The admin key' }).textContent()) as string;
    expect((await stack.call('GET /admin/keys', { key: secret })).status).toBe(200);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /dashboards viewer active/ }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await takeScreenshot(page, 'admin-keys-light');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /dashboards viewer revoked/ }).waitFor();
    expect((await stack.call('GET /admin/keys', { key: secret })).status).toBe(401);
    const { violations, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual(NO_MISDEEDS);
  });

  it('makes an admin key for a team, however many there are', async () => {
    const page = await stack.openPage();
    await signIn(page, '/admin-keys');
    await page.getByRole('button', { name: 'New admin key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('research lead');
    await dialog.getByLabel('Role').selectOption('team_admin');
    await chooseOption(page, 'Team', 'rese', 'research');
    await expectNoSeriousAxe(page);
    await dialog.getByRole('button', { name: 'Make it' }).click();
    const secret = (await dialog.getByRole('region', { name: 'The admin key' }).textContent()) as string;
    const { body } = await stack.call('GET /admin/teams', { key: secret });
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['research']);
  });

  it('names the field that the gateway does not take', async () => {
    const page = await stack.openPage();
    await signIn(page, '/admin-keys');
    await page.getByRole('button', { name: 'New admin key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('x'.repeat(300));
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await dialog.getByText('must be').waitFor();
    expect(await dialog.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  });
});
