import type { JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';
import { chooseOption } from './choose-option.js';
import { describeInBrowser } from './find-browser.js';
import { runSnippet } from './run-snippet.js';
import { shownSecret } from './shown-secret.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, startConsole } from './start-console.js';

describeInBrowser('the keys of the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole();
  }, 60_000);
  afterAll(() => stack?.close());

  it('leads from none to one that is made with all its fields, and works', async () => {
    const team = await stack.make('/admin/teams', { name: 'platform' });
    const page = await stack.openPage();
    await signIn(page, '/keys');
    await page.getByText('No keys yet').waitFor();
    await page.getByRole('link', { name: 'New key' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ci');
    await chooseOption(page, 'Team', 'plat', 'platform');
    await page.getByLabel('Budget', { exact: true }).fill('50');
    await page.getByRole('combobox', { name: 'Models' }).fill('claude-*');
    await page.keyboard.press('Enter');
    await page.getByText('For a while').click();
    await page.getByRole('button', { name: /^Rate limits/ }).click();
    await page.getByLabel('Requests a minute').fill('60');
    await page.getByRole('button', { name: /^More budgets/ }).click();
    await page.getByRole('button', { name: 'Another budget' }).click();
    await page.getByRole('textbox', { name: 'Budget 2' }).fill('5.5');
    await page.getByRole('button', { name: /^Own names/ }).click();
    await page.getByRole('button', { name: 'Add a name' }).click();
    await page.getByLabel('Asked for as').fill('fast');
    await page.getByRole('combobox', { name: 'Is the model' }).fill('claude-haiku-4-5');
    await page.getByRole('button', { name: /^Notes/ }).click();
    await page.getByLabel('Notes as JSON').fill('{"cost_centre":"R&D"}');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = await shownSecret(page);
    expect((await stack.chat(secret, 'fast')).status).toBe(200);
    expect((await stack.chat(secret, 'gpt-4o')).status).toBe(403);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 1, name: 'ci' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const { body } = await stack.call(`GET /admin/keys/${id}`);
    expect(body).toMatchObject({
      name: 'ci',
      team_id: team.id,
      models: ['claude-*'],
      max_budget: 50,
      budget_duration: '1mo',
      budget_limits: [{ max_budget: 5.5, budget_duration: '1d' }],
      rpm_limit: 60,
      aliases: { fast: 'claude-haiku-4-5' },
      metadata: { cost_centre: 'R&D' },
    });
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(89 * 86_400_000);
  });

  it('shows how to call the gateway with a new key, and that works as it is', async () => {
    const page = await stack.openPage();
    await signIn(page, '/keys/new');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const secret = await shownSecret(page);
    for (const label of ['curl', 'OpenAI, TypeScript', 'Anthropic, TypeScript']) {
      await page.getByRole('tab', { name: label }).click();
      const text = await page.getByRole('region', { name: label }).innerText();
      expect(text).toContain(secret);
      expect(await runSnippet(label, text)).toContain('Hello');
    }
    await page.getByRole('tab', { name: 'Claude Code' }).click();
    const exports = await page.getByRole('region', { name: 'Claude Code' }).innerText();
    expect(exports).toContain(`export ANTHROPIC_BASE_URL='${stack.gateway.url}'`);
    expect(exports).toContain(`export ANTHROPIC_AUTH_TOKEN='${secret}'`);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 2, name: 'Budgets' }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('blocks and unblocks, and the next call is refused and let through', async () => {
    const { page, key } = await openKey({ name: 'on and off' });
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await page.getByText('“on and off” is blocked.').waitFor();
    expect((await stack.chat(key)).status).toBe(403);
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByText('“on and off” is unblocked.').waitFor();
    expect((await stack.chat(key)).status).toBe(200);
    const verbs = await page.getByRole('table', { name: 'Changes' }).getByRole('row').allInnerTexts();
    expect(verbs.slice(1).map((row) => row.split('\t')[1])).toEqual(['unblock', 'block', 'create']);
  });

  it('rotates: the new key works, and the old one as long as it was said', async () => {
    const { page, key } = await openKey({ name: 'turning' });
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const second = await shownSecret(page);
    expect([(await stack.chat(key)).status, (await stack.chat(second)).status]).toEqual([200, 200]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('The key before it works until').waitFor();
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByLabel('The old secret works on for').selectOption('No longer: it stops at once');
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const third = await shownSecret(page);
    expect([(await stack.chat(second)).status, (await stack.chat(third)).status]).toEqual([401, 200]);
  });

  it('revokes for ever, after asking', async () => {
    const { page, key } = await openKey({ name: 'leaving' });
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect((await stack.chat(key)).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('“leaving” is revoked.').waitFor();
    expect((await stack.chat(key)).status).toBe(401);
    await page.getByRole('link', { name: 'Edit' }).waitFor({ state: 'detached' });
  });

  it('changes what is changed, and shows the budget that is left', async () => {
    const { page, key, id } = await openKey({ name: 'spender', max_budget: 20, rpm_limit: 7 });
    expect((await stack.chat(key)).status).toBe(200);
    await page.getByRole('link', { name: 'Edit' }).click();
    expect(await page.getByLabel('Requests a minute').inputValue()).toBe('7');
    await page.getByLabel('Budget', { exact: true }).fill('0.000001');
    await stack.call(`PATCH /admin/keys/${id}`, { body: { rpm_limit: 8 } });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('img', { name: /^\$[\d.]+ of \$0\.000001 spent/ }).waitFor();
    expect((await stack.chat(key)).status).toBe(429);
    const { body } = await stack.call(`GET /admin/keys/${id}`);
    expect(body).toMatchObject({ max_budget: 0.000001, rpm_limit: 8 });
  });

  it('says at the field what the gateway does not take, also where it is folded', async () => {
    const { page } = await openKey({ name: 'fields', max_budget: 1, budget_limits: [{ max_budget: 2 }] });
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('combobox', { name: 'Begins anew each' }).first().fill('soon');
    await page.getByRole('textbox', { name: 'Budget 2' }).fill('');
    await page.getByRole('button', { name: /^More budgets/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('"budget_duration" must be a whole number followed by').first().waitFor();
    await page.getByText('"budget_limits[0].max_budget" must be an amount').first().waitFor();
    await page.getByRole('button', { name: /^Notes/ }).click();
    await page.getByLabel('Notes as JSON').fill('[1]');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This has to be an object, in braces.').waitFor();
  });

  async function openKey(settings: JsonObject) {
    const { id, key } = await stack.make('/admin/keys', settings);
    const page = await stack.openPage();
    await signIn(page, `/keys/${id as string}`);
    await page.getByRole('heading', { level: 1, name: settings.name as string }).waitFor();
    return { page, id: id as string, key: key as string };
  }
});
