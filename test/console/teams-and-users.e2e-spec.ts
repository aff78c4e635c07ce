import { chooseOption } from './choose-option.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { fillCompany } from './fill-company.js';
import { fillWeeks } from './fill-weeks.js';
import { describeInBrowser } from './find-browser.js';
import { overflowOf } from './overflow-of.js';
import { shownSecret } from './shown-secret.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf } from './watch-page.js';

const PAYLOAD = '"><img src=x onerror="document.title=`hit`">';

describeInBrowser('the teams and users of the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ fill: fillWeeks });
    await fillCompany(stack);
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(SCHEMES)('can be used by everybody in %s', async (colorScheme) => {
    const page = await stack.openPage({ colorScheme, viewport: { width: 1280, height: 1100 } });
    await signIn(page, '/teams');
    await page.getByRole('img', { name: /of \$80\.00 spent/ }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `teams-${colorScheme}`);
    await page.getByRole('link', { name: 'platform' }).click();
    await page.getByRole('img', { name: /^Spend over time: from \$/ }).waitFor();
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `team-${colorScheme}`);
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'research' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `users-${colorScheme}`);
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `user-${colorScheme}`);
    const { violations, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
  });

  it('are made one in the other, down to a key that the budget of the team stops', async () => {
    const page = await stack.openPage();
    await signIn(page, '/teams');
    await page.getByRole('link', { name: 'New team' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('design');
    await page.getByLabel('Budget', { exact: true }).fill('0.000001');
    await page.getByRole('button', { name: 'Make the team' }).click();
    await page.getByRole('heading', { level: 1, name: 'design' }).waitFor();
    await page.getByRole('link', { name: 'New user' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ray Eames');
    await page.getByLabel('E-mail').fill('ray@example.com');
    await page.getByRole('button', { name: 'Make the user' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ray Eames' }).waitFor();
    await page.getByRole('link', { name: 'design' }).waitFor();
    await page.getByRole('link', { name: 'New key' }).click();
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = await shownSecret(page);
    expect((await stack.chat(secret)).status).toBe(429);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'Ray Eames' }).click();
    await page.getByRole('link', { name: 'design' }).click();
    await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'Ray Eames' }).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Budget', { exact: true }).fill('10');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('img', { name: '$0.00 of $10.00 spent, $0.00 reserved, $10.00 left' }).waitFor();
    expect((await stack.chat(secret)).status).toBe(200);
  });

  it.each(['team', 'user'] as const)('block a %s, and the next call of its keys is refused', async (kind) => {
    const subject = await stack.make(`/admin/${kind}s`, { name: `a ${kind}` });
    const { key } = await stack.make('/admin/keys', { [`${kind}_id`]: subject.id });
    const page = await stack.openPage();
    await signIn(page, `/${kind}s/${subject.id as string}`);
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await page.getByText(`“a ${kind}” is blocked.`).waitFor();
    expect((await stack.chat(key as string)).status).toBe(403);
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByText(`“a ${kind}” is unblocked.`).waitFor();
    expect((await stack.chat(key as string)).status).toBe(200);
  });

  it('change, and are deleted once nothing belongs to them', async () => {
    const team = await stack.make('/admin/teams', { name: 'short-lived' });
    const user = await stack.make('/admin/users', { name: 'Leaver', team_id: team.id });
    const page = await stack.openPage();
    await signIn(page, `/teams/${team.id as string}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The team still has 1 user.').waitFor();
    await page.getByRole('link', { name: 'Leaver' }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await chooseOption(page, 'Team', 'plat', 'platform');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'platform' }).waitFor();
    const { body } = await stack.call(`GET /admin/users/${user.id as string}`);
    expect(body.team_id).not.toBe(team.id);
    await page.goto(`/ui/teams/${team.id as string}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('“short-lived” is deleted.').waitFor();
    await page.getByRole('link', { name: 'research' }).waitFor();
    expect((await stack.call(`GET /admin/teams/${team.id as string}`)).status).toBe(404);
  });

  it('show an admin of a team that team alone, which others change', async () => {
    const { body: teams } = await stack.call('GET /admin/teams?search=research');
    const { key } = await stack.make('/admin/admin-keys', {
      name: 'lead',
      role: 'team_admin',
      team_id: teams.data[0].id,
    });
    const page = await stack.openPage();
    await signIn(page, '/teams', key as string);
    await page.getByRole('link', { name: 'research' }).click();
    await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    await page.getByRole('link', { name: 'New key' }).click();
    await page.getByRole('button', { name: 'Make the key' }).click();
    expect((await stack.chat(await shownSecret(page))).status).toBe(200);
  });

  it('fit a narrow screen', async () => {
    const page = await stack.openPage({ viewport: { width: 360, height: 740 } });
    await signIn(page, '/teams');
    await page.getByRole('link', { name: 'platform' }).click();
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto('/ui/users/new');
    await page.getByLabel('E-mail').waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await expectNoSeriousAxe(page);
  });

  it('are the text that they are', async () => {
    const team = await stack.make('/admin/teams', { name: PAYLOAD, metadata: { note: PAYLOAD } });
    const user = await stack.make('/admin/users', { name: PAYLOAD, team_id: team.id });
    const page = await stack.openPage();
    await signIn(page, `/users/${user.id as string}`);
    await page.getByRole('heading', { level: 1, name: PAYLOAD }).waitFor();
    await page.getByRole('link', { name: PAYLOAD }).click();
    await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: PAYLOAD }).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(PAYLOAD);
    expect(await page.title()).toBe(`Edit “${PAYLOAD}” · Tollgate`);
    expect((await misdeedsOf(page)).violations).toEqual([]);
  });
});
