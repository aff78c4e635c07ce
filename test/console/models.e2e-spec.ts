import type { Locator, Page } from 'playwright-core';

import { capabilitiesOf } from '../../src/translation/model-capabilities.js';
import { retirementOf } from '../../src/translation/model-retirements.js';
import { MASTER_KEY } from '../admin/start-admin.js';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { describeInBrowser } from './find-browser.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, SCHEMES, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf, MOST_SHIFT } from './watch-page.js';

const API_KEY = 'sk-ant-api03-browser-0123456789-AbCd';
const TOKEN = 'sk-ant-oat01-browser-0123456789-WxYz';
const NASTY_NAME = '"><img src=x onerror=window.broken=1><script>window.broken=1</script>';

describeInBrowser('models in the console', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole();
  }, 60_000);
  afterEach(() => stack.fake.reset());
  afterAll(() => stack?.close());

  const add = (model_name: string, more: object = {}) =>
    stack.make('/admin/models', {
      model_name,
      model: 'anthropic/claude-sonnet-4-5',
      api_key: API_KEY,
      api_base: stack.fake.origin,
      ...more,
    });
  const ask = async (model: string) => {
    const { status, headers } = await stack.chat(MASTER_KEY, model);
    return { status, deployment: headers.get('x-tollgate-deployment') };
  };
  const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });
  /** Two that share calls, one that rests, and one of a plan. */
  const addCompanyModels = async (): Promise<void> => {
    await add('claude-sonnet', { rpm: 60, tpm: 400_000, weight: 3 });
    await add('claude-sonnet', { rpm: 60, order: 2 });
    await add('claude-haiku', { model: 'anthropic/claude-haiku-4-5' });
    await add('adas-own-plan', { model: 'claude_code_native/claude-opus-4-6', api_key: TOKEN });
    await add('claude-opus', { model: 'anthropic/claude-opus-4-6' });
    stack.fake.nextAnswer({ status: 429, retryAfter: 300 });
    await ask('claude-opus');
  };
  const expectNoMisdeeds = async (page: Page): Promise<void> => {
    const { violations, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
  };

  it.each(SCHEMES)('shows how each one is, and all about one, in %s', async (colorScheme) => {
    if (colorScheme === 'light') await addCompanyModels();
    expect((await ask('claude-sonnet')).status).toBe(200);
    const page = await stack.openPage({ colorScheme });
    await signIn(page, '/models');
    await rowOf(page, 'claude-opus').getByText('rate limited').waitFor();
    const limits = rowOf(page, 'claude-sonnet').getByRole('img', {
      name: /^Requests a minute: \d+ of 60 left$/,
    });
    await limits.first().waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `models-${colorScheme}`);
    const { layoutShift } = await misdeedsOf(page);
    expect(layoutShift).toBeLessThan(MOST_SHIFT);
    await page.getByRole('link', { name: 'claude-opus' }).click();
    await page.getByText('cooling down').waitFor();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `model-${colorScheme}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await expectNoSeriousAxe(page);
    await page.goto('/ui/models/new');
    await page.getByText('Terms: for your own requests').waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, `new-model-${colorScheme}`);
    await expectNoMisdeeds(page);
  });

  it('adds one that is tested first, and calls reach it with the pasted key', async () => {
    const page = await stack.openPage();
    await signIn(page, '/models');
    await page.getByRole('link', { name: 'Add a model' }).click();
    await page.getByRole('combobox', { name: 'Model', exact: true }).fill('claude-sonnet-4-5');
    expect(await page.getByLabel('Public name').inputValue()).toBe('claude-sonnet-4-5');
    await page.getByLabel('Public name').fill('by-browser');
    await page.getByText('Terms: for your own requests').waitFor();
    await page.getByRole('textbox', { name: 'Token', exact: true }).fill(API_KEY);
    await page.getByText('This looks like a credential of the other kind').waitFor();
    await page.getByRole('button', { name: 'Change to “Claude with an API key”' }).click();
    await page.getByRole('button', { name: 'Where it goes' }).click();
    await page.getByLabel('Base URL').fill(stack.fake.origin);
    stack.fake.nextAnswer({ status: 401, error: { message: 'invalid x-api-key' } });
    await page.getByRole('button', { name: 'Test it' }).click();
    await page.getByRole('alert').filter({ hasText: '401 upstream_credential_rejected' }).waitFor();
    await page.getByRole('button', { name: 'Test it' }).click();
    await page.getByText('claude-sonnet-4-5 answered with 200 in').waitFor();
    await expectNoSeriousAxe(page);
    await page.getByRole('button', { name: 'Add the model' }).click();
    await page.getByRole('heading', { name: 'by-browser', level: 1 }).waitFor();
    const { status, deployment } = await ask('by-browser');
    expect({ status, url: page.url() }).toEqual({
      status: 200,
      url: `${stack.gateway.url}/ui/models/${deployment}`,
    });
    expect(stack.fake.requests.at(-1)?.headers['x-api-key']).toBe(API_KEY);
    // Seen by itself, at the next look.
    await page.getByText('1 good, 0 failed').waitFor();
    expect(await page.content()).not.toContain(API_KEY);
    await expectNoMisdeeds(page);
  });

  it('offers models that the gateway knows and upstream goes on serving', async () => {
    const page = await stack.openPage();
    await signIn(page, '/models/new');
    await page.getByRole('combobox', { name: 'Model', exact: true }).click();
    await page.getByRole('option', { name: 'claude-*' }).waitFor();
    const offered = await page.getByRole('option').allTextContents();
    const names = offered.filter((name) => !name.includes('*'));
    expect(names.filter((name) => !capabilitiesOf(name).isKnown || retirementOf(name) !== undefined)).toEqual(
      [],
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Public name').inputValue()).toBe(names[0]);
  });

  it('changes, pauses, resumes and removes one, and calls notice', async () => {
    const { id } = await add('changing', { extra_headers: { 'x-team': 'research' } });
    const page = await stack.openPage();
    await signIn(page, `/models/${id}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByText('Leave it empty to keep the one that ends in …AbCd').waitFor();
    await page.getByLabel('Public name').fill('changed');
    await page.getByRole('button', { name: 'Limits' }).click();
    await page.getByLabel('Tokens of an answer, at most').fill('77');
    await page.getByRole('button', { name: 'Prices' }).click();
    await page.getByLabel('Output').fill('15');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'changed', level: 1 }).waitFor();
    await page.getByText('output $15 per million tokens').waitFor();
    expect(await ask('changed')).toEqual({ status: 200, deployment: id });
    expect(stack.fake.requests.at(-1)).toMatchObject({
      headers: { 'x-team': 'research', 'x-api-key': API_KEY },
      body: { max_tokens: 77 },
    });

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect((await ask('changed')).status).not.toBe(200);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect((await ask('changed')).status).toBe(200);

    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
    expect((await ask('changed')).status).toBe(404);
    await expectNoMisdeeds(page);
  });

  it('takes a new credential for another way of signing, and names the field when there is none', async () => {
    const { id } = await add('switching', { api_base: null });
    const page = await stack.openPage();
    await signIn(page, `/models/${id}/edit`);
    await page.getByRole('radio', { name: 'Claude with a subscription token' }).click();
    const token = page.getByRole('textbox', { name: 'Token', exact: true });
    await token.fill(TOKEN);
    await page.getByRole('button', { name: 'Where it goes' }).click();
    await page.getByLabel('Base URL').fill('ftp://nowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByLabel('Base URL').and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByLabel('Base URL').fill(stack.fake.origin);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'switching', exact: true }).waitFor();
    expect(await ask('switching')).toEqual({ status: 200, deployment: id });
    expect(stack.fake.requests.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('counts a cool-down down, and a test that works ends it', async () => {
    const { id } = await add('resting');
    stack.fake.answerAll({ status: 429, retryAfter: 120 });
    await ask('resting');
    stack.fake.reset();
    const page = await stack.openPage();
    await signIn(page, '/models?health=cooling_down');
    await rowOf(page, 'resting')
      .getByText(/rate limited, (\d min )?\d+ s to go/)
      .waitFor();
    await page.goto(`/ui/models/${id}`);
    await page.getByText('cooling down').waitFor();
    await page.getByRole('button', { name: 'Test it' }).click();
    await page.getByText('It works').waitFor();
    await page.getByText('available', { exact: true }).waitFor();
    expect((await ask('resting')).status).toBe(200);
  });

  it('shows those of the configuration to look at, and tests one name behind a wildcard', async () => {
    const page = await stack.openPage();
    await signIn(page, '/models?source=config');
    await page.getByRole('link', { name: 'claude-*' }).click();
    await page.getByText('of the configuration file: changed there').waitFor();
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(0);
    await page.getByLabel('Model', { exact: true }).fill('claude-haiku-4-5');
    await page.getByRole('button', { name: 'Test it' }).click();
    await page.getByText('claude-haiku-4-5 answered with 200 in').waitFor();
  });

  it('shows a viewer everything but how to change it', async () => {
    const { key } = await stack.make('/admin/admin-keys', { name: 'looking on', role: 'viewer' });
    const { id } = await add('looked-at');
    const page = await stack.openPage();
    await signIn(page, `/models/${id}`, key);
    await page.getByRole('heading', { name: 'looked-at', level: 1 }).waitFor();
    for (const name of ['Edit', 'Pause', 'Remove', 'Test it']) {
      expect(await page.getByText(name, { exact: true }).count()).toBe(0);
    }
    await page.getByRole('link', { name: 'All models' }).click();
    await rowOf(page, 'looked-at').waitFor();
    expect(await page.getByRole('link', { name: 'Add a model' }).count()).toBe(0);
  });

  it('narrows the list, in the address too, and says what to do when nothing is left', async () => {
    await add('one-of-two');
    await add('other-of-two', { model: 'claude_code_native/claude-opus-4-5', api_key: TOKEN });
    const page = await stack.openPage({ viewport: { width: 360, height: 740 } });
    await signIn(page, '/models');
    await page.getByLabel('Search by name or model').fill('of-two');
    await page.getByLabel('Provider').selectOption('anthropic');
    await rowOf(page, 'other-of-two').waitFor({ state: 'detached' });
    await rowOf(page, 'one-of-two').waitFor();
    await page.waitForURL(/search=of-two/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByLabel('Health').selectOption('paused');
    await page.getByRole('button', { name: 'Show all models' }).click();
    await rowOf(page, 'other-of-two').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('says so when the list cannot be loaded, and loads it when asked again', async () => {
    const page = await stack.openPage();
    await page.route('**/admin/models?*', (route) => route.fulfill({ status: 400, body: '{}' }));
    await signIn(page, '/models');
    await page.getByText('This could not be loaded').waitFor();
    await page.unroute('**/admin/models?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await rowOf(page, 'claude-*').waitFor();
  });

  it('shows a name that looks like markup as the text that it is', async () => {
    const { id } = await add(NASTY_NAME);
    const page = await stack.openPage();
    await signIn(page, '/models');
    await page.getByRole('link', { name: NASTY_NAME }).click();
    await page.getByRole('heading', { name: NASTY_NAME }).waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    expect((await stack.call(`GET /admin/models/${id}`)).status).toBe(404);
    await expectNoMisdeeds(page);
  });
});
