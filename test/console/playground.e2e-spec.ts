import type { Locator, Page } from 'playwright-core';

import { MASTER_KEY } from '../admin/start-admin.js';
import type { AnswerSpec, JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';
import { expectNoSeriousAxe } from './expect-no-serious-axe.js';
import { describeInBrowser } from './find-browser.js';
import { signIn } from './sign-in.js';
import { type ConsoleStack, startConsole } from './start-console.js';
import { takeScreenshot } from './take-screenshot.js';
import { misdeedsOf } from './watch-page.js';

const MODEL = 'claude-sonnet-4-5';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MARKUP =
  '<img src=x onerror="window.hacked=1"> "><script>window.hacked=1</script> [a](javascript:window.hacked=1)';
const WEATHER_CALL = [
  {
    type: 'thinking',
    thinking: 'They want to know about tonight, so I need the forecast for Paris and not a guess.',
    signature: 'c2ln',
  },
  { type: 'text', text: "I'll look up this evening's weather in Paris." },
  { type: 'tool_use', id: 'toolu_01Weather', name: 'get_weather', input: { location: 'Paris' } },
];

describeInBrowser('the playground', () => {
  let stack: ConsoleStack;
  let key: JsonObject;
  let mine: Page;

  beforeAll(async () => {
    stack = await startConsole();
    key = await stack.make('/admin/keys', { name: 'notebook of Ada', max_budget: 5 });
    mine = await stack.openPage();
    await signIn(mine, '/settings');
  }, 60_000);
  afterAll(() => stack?.close());
  beforeEach(() => stack.fake.reset());

  /** A fresh playground with key and model chosen; with options, in a browser of its own. */
  async function open(options?: Parameters<ConsoleStack['openPage']>[0]): Promise<Page> {
    const page = options === undefined ? mine : await stack.openPage(options);
    if (page === mine) await page.goto('/ui/playground');
    else await signIn(page, '/playground');
    await chooseKey(page, 'notebook of Ada');
    await chooseModel(page);
    return page;
  }

  it('makes a real call as the key that was chosen, and shows what it cost', async () => {
    const page = await open();
    await page.getByLabel('System prompt').fill('Be kind.');
    await page.getByLabel('Temperature').fill('0.5');
    await page.getByLabel('Max tokens').fill('100');
    await say(page, 'Good morning');
    const answer = await answerOf(page, 1);
    await answer.getByText('You said: Good morning').waitFor();
    expect(stack.fake.requests[0]?.body).toMatchObject({
      model: MODEL,
      max_tokens: 100,
      temperature: 0.5,
      stream: true,
      messages: [{ role: 'user', content: 'Good morning' }],
    });
    await answer.getByText(/^Cost \$0\.0/).waitFor();
    await answer.getByRole('button', { name: 'Details' }).click();
    const way = await answer.getByRole('table', { name: 'Way of the request' }).textContent();
    const requestId = /Request(req_[0-9a-f]+)/.exec(way ?? '')?.[1];
    expect(way).toMatch(/Attempts1.*Stop reasonend_turn/);
    expect(await answer.getByRole('table', { name: 'Tokens and cost' }).textContent()).toMatch(
      /Input\d+\$0\.0.*Output\d+\$0\.0/,
    );
    const { body } = await stack.call(`GET /admin/usage?request_id=${requestId}`);
    expect(body.data).toMatchObject([{ key_id: key.id, route: 'messages', result: 'completed' }]);
  });

  it.each(['Messages', 'Chat Completions'])('goes on with a conversation by the %s API', async (api) => {
    const page = await open();
    await page.getByText(api, { exact: true }).click();
    await say(page, 'First');
    await (await answerOf(page, 1)).getByText('You said: First').waitFor();
    await page.getByRole('switch', { name: 'Stream the answer' }).click();
    await say(page, 'Second');
    await (await answerOf(page, 2)).getByText('You said: Second').waitFor();
    await (await answerOf(page, 2)).getByText(/^Cost \$0\.0/).waitFor();
    expect(stack.fake.requests.map(({ body }) => body.stream ?? false)).toEqual([true, false]);
    expect(textsOf(stack.fake.requests[1]?.body)).toEqual(['First', 'You said: First', 'Second']);
  });

  it.each(['Messages', 'Chat Completions'])('shows thoughts and runs tools by the %s API', async (api) => {
    stack.fake.nextAnswer({ fixture: 'thinking-and-tool' });
    const page = await open();
    await page.getByText(api, { exact: true }).click();
    await page.getByRole('button', { name: 'Use an example' }).click();
    await page.getByLabel('Thinking', { exact: true }).selectOption('Up to a budget');
    await say(page, 'How is the weather in Paris?');
    const answer = await answerOf(page, 1);
    await answer.getByText('I will check.').waitFor();
    await answer.getByRole('button', { name: 'Thoughts' }).click();
    await answer.getByText('The weather is a matter for the tool.').waitFor();
    const call = answer.getByRole('group', { name: 'Call of get_weather' });
    expect(await call.textContent()).toContain('"location": "Paris"');
    await page.getByRole('textbox', { name: 'Result of get_weather' }).fill('Sunny, 21 degrees');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await (await answerOf(page, 2)).getByText('The tool said: Sunny, 21 degrees').waitFor();
    const [first, second] = stack.fake.requests;
    expect(first?.body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2048 },
      tools: [{ name: 'get_weather', input_schema: { required: ['location'] } }],
    });
    const [asked, called, result] = second?.body.messages as JsonObject[];
    expect(asked?.role).toBe('user');
    expect(called?.content).toMatchObject([
      { type: 'thinking', thinking: 'The weather is a matter for the tool.', signature: expect.any(String) },
      { type: 'text', text: 'I will check.' },
      { type: 'tool_use', name: 'get_weather', input: { location: 'Paris' } },
    ]);
    expect(result?.content).toMatchObject([{ type: 'tool_result', tool_use_id: called?.content[2].id }]);
  });

  it('sends pictures that were chosen or pasted, and no other files', async () => {
    const page = await open();
    const file = { name: 'map.png', mimeType: 'image/png', buffer: PIXEL };
    await page.locator('input[type=file]').setInputFiles([file, { ...file, name: 'twin.png' }]);
    await page.getByRole('button', { name: 'Remove twin.png' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ ...file, name: 'notes.txt', mimeType: 'text/plain' });
    await page.getByText('notes.txt is no PNG').waitFor();
    await paste(page, PIXEL.toString('base64'));
    await page.getByRole('img', { name: 'pasted.png' }).waitFor();
    await say(page, 'Where is this?');
    await (await answerOf(page, 1)).getByText('You said: Where is this?').waitFor();
    const source = { type: 'base64', media_type: 'image/png', data: PIXEL.toString('base64') };
    expect(stack.fake.requests[0]?.body.messages[0].content).toEqual([
      { type: 'image', source },
      { type: 'image', source },
      { type: 'text', text: 'Where is this?' },
    ]);
  });

  it('stops an answer upstream too, keeps what came, and asks again', async () => {
    stack.fake.nextAnswer({ fixture: 'text', stallAfterEvents: 4 });
    const page = await open();
    await say(page, 'Tell me');
    const answer = await answerOf(page, 1);
    await answer.getByText('Hello').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    const request = await stack.fake.waitForRequest(1);
    expect((await stack.fake.waitForClosed(request)).closedByClientAt).toBeDefined();
    await answer.getByText('stopped', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Regenerate' }).click();
    await (await answerOf(page, 1)).getByText('You said: Tell me').waitFor();
    expect(textsOf(stack.fake.requests[1]?.body)).toEqual(['Tell me']);
  });

  it('takes a question back, and everything after it', async () => {
    const page = await open();
    await say(page, 'One');
    await (await answerOf(page, 1)).getByText('You said: One').waitFor();
    await say(page, 'Two');
    await (await answerOf(page, 2)).getByText('You said: Two').waitFor();
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByLabel('Say it differently').fill('Uno');
    await page.keyboard.press('Control+Enter');
    await (await answerOf(page, 1)).getByText('You said: Uno').waitFor();
    expect(textsOf(stack.fake.requests[2]?.body)).toEqual(['Uno']);
    expect(await page.getByRole('article').count()).toBe(2);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('Say something to a model').waitFor();
  });

  it('says in the gateway’s words what went wrong, and where', async () => {
    const { id } = await stack.make('/admin/keys', { name: 'too narrow', models: ['claude-opus-*'] });
    const page = await open();
    await page.getByLabel('Temperature').fill('2');
    await say(page, 'Hi');
    const refusal = (await answerOf(page, 1)).getByRole('alert');
    expect(await refusal.textContent()).toMatch(
      /temperature.*Status 400.*Parameter temperature.*Request req_/,
    );
    expect(await page.getByLabel('Temperature').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Temperature').fill('');
    await page.getByText('Chat Completions', { exact: true }).click();
    await chooseKey(page, 'too narrow');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('model_not_allowed').waitFor();
    await stack.call(`POST /admin/keys/${id}/block`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('key_blocked').waitFor();
  });

  it('keeps what came of an answer that breaks off, with the error behind it', async () => {
    stack.fake.nextAnswer({ fixture: 'text', errorEventAfter: 5, gapMs: 30 });
    const page = await open();
    await say(page, 'Hi');
    const answer = await answerOf(page, 1);
    await answer.getByRole('alert').waitFor();
    await answer.getByText('Hello').waitFor();
    expect(await answer.getByRole('alert').textContent()).toMatch(/overloaded_error.*Request req_/);
  });

  it('sends nothing that is not complete, and says what is missing', async () => {
    const page = mine;
    await page.goto('/ui/playground');
    await say(page, 'Hi');
    await page.getByText('Choose a key first.').waitFor();
    await chooseKey(page, 'notebook of Ada');
    await chooseModel(page);
    await page.getByLabel('Tools').fill('[{}]');
    await page.getByText('Tool 1 has no "name".').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The tools cannot be read').waitFor();
    expect(stack.fake.requests).toEqual([]);
  });

  it('shows what models, tools and people wrote as text, never as markup', async () => {
    await stack.make('/admin/keys', { name: MARKUP });
    const code = `\`\`\`html\n${MARKUP}\n\`\`\``;
    stack.fake.nextAnswer(
      toolAnswer([
        { type: 'thinking', thinking: MARKUP, signature: 'c2ln' },
        { type: 'text', text: `${MARKUP}\n${code}\n  =cmd()` },
        { type: 'tool_use', id: 'toolu_01Markup', name: 'show', input: { html: MARKUP } },
      ]),
    );
    const page = await open();
    await chooseKey(page, MARKUP);
    await say(page, MARKUP);
    const answer = await answerOf(page, 1);
    await answer.getByRole('group', { name: 'Call of show' }).waitFor();
    await answer.getByRole('button', { name: 'Thoughts' }).click();
    await answer.getByRole('button', { name: 'Request as curl' }).click();
    expect(await answer.getByRole('group', { name: 'html' }).textContent()).toBe(MARKUP);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await misdeedsOf(page)).toMatchObject({ violations: [], errors: [] });
  });

  it('gives the request as curl, which a terminal can run', async () => {
    const page = await open();
    await say(page, "It's a “test” of $HOME");
    const answer = await answerOf(page, 1);
    await answer.getByText(/^You said/).waitFor();
    await answer.getByRole('button', { name: 'Request as curl' }).click();
    const curl = await answer.getByRole('group', { name: 'Request' }).textContent();
    expect(curl).toContain(`${stack.gateway.url}/v1/messages`);
    expect(curl).not.toContain(key.key as string);
    const body = /<<'REQUEST'\n([\s\S]*)\nREQUEST$/.exec(curl ?? '')?.[1] ?? '';
    expect(stack.fake.requests[0]?.body).toMatchObject(JSON.parse(body));
  });

  it('goes on while another page is shown, and keeps the conversation', async () => {
    stack.fake.nextAnswer({ fixture: 'text', delayFirstEventMs: 400 });
    const page = await open();
    await say(page, 'Hi');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Keys', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Keys' }).waitFor();
    await stack.gateway.waitForOutcomes(1);
    await pages.getByRole('link', { name: 'Playground' }).click();
    await page.getByText('Hello! How can I help you today?').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe(MODEL);
    expect(await page.getByRole('combobox', { name: 'Key' }).inputValue()).toBe('notebook of Ada');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'Hello',
    );
  });

  it('lets a team admin use the keys of the team alone', async () => {
    const team = await stack.make('/admin/teams', { name: 'research' });
    const mine = await stack.make('/admin/keys', { name: 'of research', team_id: team.id });
    const admin = await stack.make('/admin/admin-keys', {
      name: 'lead',
      role: 'team_admin',
      team_id: team.id,
    });
    const page = await stack.openPage();
    await signIn(page, '/playground', admin.key as string);
    await page.getByRole('combobox', { name: 'Key' }).click();
    await page.getByRole('option', { name: 'of research' }).waitFor();
    const keys = page.getByRole('listbox', { name: 'Key' }).getByRole('option');
    expect(await keys.allTextContents()).toEqual([`of research${mine.key_preview}`]);
    await page.getByRole('option', { name: 'of research' }).click();
    await chooseModel(page);
    await say(page, 'Hi');
    await (await answerOf(page, 1)).getByText('You said: Hi').waitFor();
  });

  it('tells those who do not see it when an answer begins and what it is, and not each word', async () => {
    stack.fake.nextAnswer({ fixture: 'long-text', chunks: 40, gapMs: 5 });
    const page = await open();
    await page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      const region = document.querySelector('[role=status][aria-label=Progress]') as Element;
      new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await page.getByLabel('Say something').fill('Count');
    await page.keyboard.press('Control+Enter');
    await (await answerOf(page, 1)).getByText('word39').waitFor();
    await page.getByRole('button', { name: 'Regenerate' }).waitFor();
    const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
    expect(told).toEqual([
      'The model is answering.',
      expect.stringMatching(/^The answer is there\. word0 word1/),
    ]);
  });

  it('says so when keys cannot be loaded, and when none fits', async () => {
    const page = mine;
    await page.goto('/ui/playground');
    await page.getByRole('combobox', { name: 'Key' }).fill('nobody has this');
    await page.getByText('No active key fits.').waitFor();
    const error = { message: 'Not today.' };
    await page.route('**/admin/keys?*', (route) => route.fulfill({ status: 403, json: { error } }));
    await page.getByRole('combobox', { name: 'Key' }).fill('another');
    await page.getByText('Not today.').waitFor();
    await page.unroute('**/admin/keys?*');
  });

  it('forgets the conversation when the session ends, and asks for a key again', async () => {
    const page = await open({});
    await say(page, 'My secret');
    await (await answerOf(page, 1)).getByText('You said: My secret').waitFor();
    await page.context().clearCookies();
    await say(page, 'And more');
    await signInHere(page);
    await page.getByText('Say something to a model').waitFor();
    expect(stack.fake.requests).toHaveLength(1);
  });

  it('can be used by everybody, in light and dark, and moves nothing', async () => {
    stack.fake.nextAnswer({ ...toolAnswer(WEATHER_CALL), gapMs: 30 });
    const page = await open({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Use an example' }).click();
    await page.getByRole('combobox', { name: 'Key' }).click();
    await expectNoSeriousAxe(page);
    await say(page, 'Is it warm enough in Paris to sit outside tonight?');
    const answer = await answerOf(page, 1);
    await answer.getByRole('button', { name: 'Thoughts' }).click();
    await answer.getByText(/^Cost \$0\.0/).waitFor();
    await takeScreenshot(page, 'playground-light');
    await showIn(page, 'dark');
    await takeScreenshot(page, 'playground-dark');
    await answer.getByRole('button', { name: 'Details' }).click();
    await answer.getByRole('button', { name: 'Request as curl' }).click();
    await expectNoSeriousAxe(page);
    await showIn(page, 'light');
    await expectNoSeriousAxe(page);
    const { violations, layoutShift, errors } = await misdeedsOf(page);
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
    expect(layoutShift).toBeLessThan(0.05);
  });

  it('fits a narrow screen, where all but key and model folds away', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    expect(await page.getByLabel('System prompt').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'More settings' }).click();
    await page.getByLabel('System prompt').fill('Be brief.');
    await page.getByRole('button', { name: 'Fewer settings' }).click();
    await say(page, 'Hi');
    await (await answerOf(page, 1)).getByText(/^Cost \$0\.0/).waitFor();
    await expectNoSeriousAxe(page);
    await takeScreenshot(page, 'playground-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

describeInBrowser('the playground of a gateway without a master key', () => {
  let stack: ConsoleStack;

  beforeAll(async () => {
    stack = await startConsole({ env: { TOLLGATE_MASTER_KEY: undefined } });
  }, 60_000);
  afterAll(() => stack?.close());

  it('needs no key', async () => {
    const page = await stack.openPage();
    await page.goto('/ui/playground');
    await chooseKey(page, 'No key');
    await chooseModel(page);
    await say(page, 'Hi');
    await (await answerOf(page, 1)).getByText('You said: Hi').waitFor();
  });
});

/** A whole answer that waits for a tool. */
function toolAnswer(content: JsonObject[]): AnswerSpec {
  const usage = { input_tokens: 612, cache_read_input_tokens: 4_096, output_tokens: 87 };
  const stop = { stop_reason: 'tool_use', stop_sequence: null };
  return {
    message: { id: 'msg_01Tool', type: 'message', role: 'assistant', model: MODEL, content, ...stop, usage },
  };
}

/** Changes the colours of a page as the system does, and waits until they have changed. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}

/** At the address where the session ended. */
async function signInHere(page: Page): Promise<void> {
  await page.getByLabel('Key', { exact: true }).and(page.locator('[type=password]')).fill(MASTER_KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function chooseKey(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Key' }).fill(name.slice(0, 20));
  await page.getByRole('option').filter({ hasText: name }).click();
}

async function chooseModel(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Model' }).fill(MODEL);
  await page.getByRole('option', { name: MODEL, exact: true }).click();
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Say something').fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** The nth answer, once it is over. */
async function answerOf(page: Page, number: number): Promise<Locator> {
  return page.getByRole('article', { name: /^Answer of/ }).nth(number - 1);
}

function textsOf(body: JsonObject | undefined): string[] {
  return (body?.messages as JsonObject[]).flatMap(({ content }) =>
    typeof content === 'string' ? [content] : content.map(({ text }: { text: string }) => text),
  );
}

/** As the browser does it for a picture on the clipboard. */
async function paste(page: Page, base64: string): Promise<void> {
  await page.getByLabel('Say something').evaluate((field, data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, base64);
}
