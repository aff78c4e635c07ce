import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { randomUUID } from 'node:crypto';

import { startEmbeddedDatabase, type TestDatabase } from '../database/start-test-database.js';
import {
  type FakeAnthropic,
  type JsonObject,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { type PlantedSecrets, secretsIn, secretsOnDisk } from '../reliability/harness/planted-secrets.js';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { API_KEY, CLAUDE_CODE_PROMPT, lastOf, MASTER_KEY, OAUTH_TOKEN, readJson } from './start-stack.js';

const LOGIN = 'sk-ant-oat01-login-of-the-caller-0123456789';
const OTHER_LOGINS = Array.from({ length: 20 }, (_, index) => `sk-ant-oat01-login-of-colleague-${index}`);
const PROMPT = 'The merger with Initech is planned for May.';
const MODEL = 'my-claude-sonnet-4-6';
const DOORS = ['/v1/chat/completions', '/v1/messages'];
const KEY_HEADERS = ['x-tollgate-api-key', 'x-litellm-api-key'];
const IDENTITY = { type: 'text', text: CLAUDE_CODE_PROMPT };

/** Where the callers' logins may go, and where the gateway's own credentials go. */
let forLogins: FakeAnthropic;
let forGateway: FakeAnthropic;
let database: TestDatabase;
let gateway: TestGateway;
let virtualKey: string;

beforeAll(async () => {
  [forLogins, forGateway, database] = await Promise.all([
    startFakeAnthropic({ oauthTokens: [LOGIN, ...OTHER_LOGINS] }),
    startFakeAnthropic({ apiKeys: [API_KEY], oauthTokens: [OAUTH_TOKEN] }),
    startEmbeddedDatabase(),
  ]);
  gateway = await startGateway({
    database,
    yaml: configFor(forLogins.origin, forGateway.origin),
    env: { CLAUDE_CODE_API_KEY: OAUTH_TOKEN, ANTHROPIC_API_KEY: API_KEY, TOLLGATE_MASTER_KEY: MASTER_KEY },
  });
  virtualKey = (await admin('POST', '/admin/keys', { name: 'ada' })).key;
});
beforeEach(() => {
  forLogins.reset();
  forGateway.reset();
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([forLogins.close(), forGateway.close(), database.close()]);
});

/** The same model with the caller's login, a stored token, an API key, and with two of these under one name. */
function configFor(loginBase: string, gatewayBase: string): string {
  return `
model_list:
  - model_name: my-claude-*
    litellm_params: { model: claude_code_native/claude-*, auth: client_oauth, api_base: ${loginBase} }
  - model_name: shared-sonnet
    litellm_params: { model: claude_code_native/claude-sonnet-4-6, api_base: ${gatewayBase} }
  - model_name: company-sonnet
    litellm_params: { model: anthropic/claude-sonnet-4-6, api_base: ${gatewayBase} }
  - model_name: either-sonnet
    litellm_params: { model: claude_code_native/claude-sonnet-4-6, auth: client_oauth, api_base: ${loginBase}, order: 1 }
  - model_name: either-sonnet
    litellm_params: { model: anthropic/claude-sonnet-4-6, api_base: ${gatewayBase}, order: 2 }
`;
}

async function admin(method: string, path: string, body?: object): Promise<JsonObject> {
  const response = await fetch(gateway.url + path, {
    method,
    headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return readJson(response);
}

function ask(path: string, headers: Record<string, string>, body: object = {}): Promise<Response> {
  const limit = path.endsWith('count_tokens') ? {} : { max_tokens: 50 };
  const request = { model: MODEL, ...limit, messages: [{ role: 'user', content: PROMPT }], ...body };
  return fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
}

function withLogin(login = LOGIN): Record<string, string> {
  return { 'x-tollgate-api-key': virtualKey, authorization: `Bearer ${login}` };
}

/** The one request that went up for a caller's login, after it is clear that nothing went anywhere else. */
function sentWithLogin(login = LOGIN): FakeAnthropic['requests'][number] {
  expect(forGateway.requests).toEqual([]);
  const request = lastOf(forLogins.requests);
  expect(request.headers).toMatchObject({ authorization: `Bearer ${login}` });
  expect(request.headers).not.toHaveProperty('x-api-key');
  expect(
    secretsIn(JSON.stringify(request.rawHeaders) + request.rawBody.toString(), gatewaySecrets()),
  ).toEqual([]);
  return request;
}

function gatewaySecrets(): PlantedSecrets {
  return {
    'the virtual key': virtualKey,
    'the master key': MASTER_KEY,
    'the stored token': OAUTH_TOKEN,
    'the API key': API_KEY,
  };
}

describe("a caller's own login", () => {
  it.each(KEY_HEADERS)("goes up from Anthropic's client, whose gateway key is in %s", async (header) => {
    const client = new Anthropic({
      baseURL: gateway.url,
      apiKey: null,
      authToken: LOGIN,
      maxRetries: 0,
      defaultHeaders: { [header]: virtualKey },
    });
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    const request = { model: MODEL, max_tokens: 50, messages };

    expect((await client.messages.create(request)).content).toMatchObject([{ text: 'You said: Hi' }]);
    expect(sentWithLogin().body.model).toBe('claude-sonnet-4-6');
    expect(await client.messages.stream(request).finalText()).toBe('You said: Hi');
    expect(sentWithLogin().body.stream).toBe(true);
    expect((await client.messages.countTokens({ model: MODEL, messages })).input_tokens).toBeGreaterThan(0);
    expect(sentWithLogin().path).toBe('/v1/messages/count_tokens');
  });

  it.each(KEY_HEADERS)("goes up from OpenAI's client, whose gateway key is in %s", async (header) => {
    const client = new OpenAI({
      baseURL: `${gateway.url}/v1`,
      apiKey: LOGIN,
      maxRetries: 0,
      defaultHeaders: { [header]: `Bearer ${virtualKey}` },
    });
    const request = { model: MODEL, messages: [{ role: 'user' as const, content: 'Hi' }] };

    const completion = await client.chat.completions.create(request);
    expect(completion.choices[0]?.message.content).toBe('You said: Hi');
    sentWithLogin();
    const texts: string[] = [];
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      texts.push(chunk.choices[0]?.delta.content ?? '');
    }
    expect(texts.join('')).toBe('You said: Hi');
    expect(sentWithLogin().body.stream).toBe(true);
  });

  it('is the one of each call, however many callers there are at once', async () => {
    const texts = OTHER_LOGINS.map((_, index) => `I am colleague ${index}.`);
    await Promise.all(
      OTHER_LOGINS.map(async (login, index) => {
        const messages = [{ role: 'user', content: texts[index] }];
        const path = DOORS[index % DOORS.length] as string;
        await (await ask(path, withLogin(login), { messages })).text();
      }),
    );
    const sent = forLogins.requests.map(({ headers, rawBody }) => ({
      login: headers.authorization?.slice('Bearer '.length),
      text: texts.find((text) => rawBody.includes(text)),
    }));
    const expected = OTHER_LOGINS.map((login, index) => ({ login, text: texts[index] }));
    expect(new Set(sent)).toEqual(new Set(expected));
  });

  it.each(DOORS)('does not follow a redirect that %s gets from upstream', async (path) => {
    forLogins.nextAnswer({ redirectTo: `${forGateway.origin}/v1/messages` });
    expect((await ask(path, withLogin())).status).toBeGreaterThanOrEqual(300);
    sentWithLogin();
  });

  it.each(['shared-sonnet', 'company-sonnet'])('stays here when %s is asked for', async (model) => {
    for (const path of [...DOORS, '/v1/messages/count_tokens']) {
      expect((await ask(path, withLogin(), { model })).status).toBe(200);
    }
    expect(forLogins.requests).toEqual([]);
    const raw = forGateway.requests.flatMap(({ rawHeaders, rawBody }) => [...rawHeaders, rawBody.toString()]);
    expect(raw.join('\n')).not.toContain(LOGIN);
    expect(raw.join('\n')).not.toContain(virtualKey);
  });

  it('is enough for an open gateway, which asks for no key', async () => {
    const open = await startGateway({
      yaml: `model_list: [{ model_name: claude-*, litellm_params: { model: claude_code_native/claude-*, auth: client_oauth, api_base: "${forLogins.origin}" } }]`,
    });
    const client = new Anthropic({ baseURL: open.url, apiKey: null, authToken: LOGIN, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    await client.messages.create({ model: 'claude-sonnet-4-6', max_tokens: 50, messages });
    await open.close();
    sentWithLogin();
  });
});

describe.each(DOORS)('%s with a login', (path) => {
  it("keeps to Claude Code's dialect: its beta, and its identity first", async () => {
    const system = path === '/v1/messages' ? { system: 'Be brief.' } : {};
    await ask(path, { ...withLogin(), 'anthropic-beta': 'of-the-caller-1' }, system);

    const { headers, body } = sentWithLogin();
    expect(headers['anthropic-beta']).toBe('of-the-caller-1,oauth-2025-04-20');
    expect(body.system[0]).toEqual(IDENTITY);
  });

  it.each([
    ['without a login', {}],
    ['with a login in x-api-key', { 'x-api-key': LOGIN }],
    ['with a gateway key in its place', { authorization: `Bearer ${MASTER_KEY}` }],
    ['with an API key in its place', { authorization: 'Bearer sk-ant-api03-of-the-caller' }],
  ])('says how to send it to who comes %s, and sends nothing up', async (_what, headers) => {
    const response = await ask(path, { 'x-tollgate-api-key': virtualKey, ...headers });
    const text = await response.text();

    expect(response.status).toBe(401);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(JSON.parse(text).error).toMatchObject({
      type: 'authentication_error',
      message: expect.stringMatching(/Claude login.*Authorization: Bearer.*x-tollgate-api-key/),
    });
    expect(text).not.toContain('of-the-caller');
    expect([...forLogins.requests, ...forGateway.requests]).toEqual([]);
  });

  it('lets nobody in by a login alone', async () => {
    expect((await ask(path, { authorization: `Bearer ${LOGIN}` })).status).toBe(401);
    expect((await ask(path, { ...withLogin(), 'x-tollgate-api-key': 'sk-wrong' })).status).toBe(401);
    expect(forLogins.requests).toEqual([]);
  });
});

describe('what upstream says about a login', () => {
  it.each([401, 402, 403, 429])(
    'is for its owner: %d comes back on /v1/messages as it was',
    async (status) => {
      const body = `{"type":"error", "error":{"type":"some_error","message":"OAuth token has expired, ${status}"}, "x": 1.0}`;
      for (const stream of [false, true]) {
        forLogins.nextAnswer({ status, body, retryAfter: 7 });
        const response = await ask('/v1/messages', withLogin(), { stream });
        expect(response.status).toBe(status);
        expect(await response.text()).toBe(body);
        expect(response.headers.get('retry-after')).toBe('7');
      }
    },
  );

  it.each([
    [401, 401, 'authentication_error', 'callers_login_rejected'],
    [402, 403, 'permission_error', 'callers_login_rejected'],
    [403, 403, 'permission_error', 'callers_login_rejected'],
    [429, 429, 'rate_limit_error', 'rate_limit_exceeded'],
  ])('is for its owner: %d is %d on /v1/chat/completions', async (status, answered, type, code) => {
    for (const stream of [false, true]) {
      forLogins.nextAnswer({ status, error: { message: 'OAuth token has expired' } });
      const response = await ask('/v1/chat/completions', withLogin(), { stream });
      expect(response.status).toBe(answered);
      expect((await readJson(response)).error).toMatchObject({
        type,
        code,
        message: expect.stringContaining('OAuth token has expired'),
      });
    }
  });

  it('reaches the official clients as an authentication error', async () => {
    const options = { maxRetries: 0, defaultHeaders: { 'x-tollgate-api-key': virtualKey } };
    const expired = 'sk-ant-oat01-expired';
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    const anthropic = new Anthropic({ ...options, baseURL: gateway.url, apiKey: null, authToken: expired });
    const openAi = new OpenAI({ ...options, baseURL: `${gateway.url}/v1`, apiKey: expired });

    const request = { model: MODEL, max_tokens: 50, messages };
    await expect(anthropic.messages.create(request)).rejects.toThrow(Anthropic.AuthenticationError);
    await expect(openAi.chat.completions.create(request)).rejects.toThrow(OpenAI.AuthenticationError);
  });

  it('stops nobody else', async () => {
    for (const status of [401, 403, 429]) {
      forLogins.nextAnswer({ status, retryAfter: 60 }, { times: 4 });
      for (let time = 0; time < 4; time++) await (await ask('/v1/messages', withLogin())).text();
      expect((await ask('/v1/messages', withLogin(OTHER_LOGINS[0]))).status).toBe(200);
    }
  });
});

describe.each(DOORS)('a model with a deployment for logins and one with an API key, through %s', (path) => {
  /** In a conversation of its own, because one that has begun stays where it is. */
  function askEither(headers: Record<string, string>): Promise<Response> {
    return ask(path, { 'x-claude-code-session-id': randomUUID(), ...headers }, { model: 'either-sonnet' });
  }

  it('is the one with the API key for who has no login', async () => {
    const { status } = await askEither({ 'x-tollgate-api-key': virtualKey });
    expect([status, forLogins.requests.length, forGateway.requests.length]).toEqual([200, 0, 1]);
  });

  it('is the other one when the first is overloaded, and the login does not go there', async () => {
    forLogins.nextAnswer({ status: 529 });
    const response = await askEither(withLogin());

    expect([response.status, response.headers.get('x-tollgate-attempts')]).toEqual([200, '2']);
    expect([forLogins.requests.length, forGateway.requests.length]).toEqual([1, 1]);
    const { headers, rawHeaders } = lastOf(forGateway.requests);
    expect(headers['x-api-key']).toBe(API_KEY);
    expect(rawHeaders.join('\n')).not.toContain(LOGIN);
  });

  it('stays with a login that is refused, and the API key does not pay', async () => {
    forLogins.nextAnswer({ status: 401 });
    expect((await askEither(withLogin())).status).toBe(401);
    sentWithLogin();
  });
});

describe('what a call with a login leaves behind', () => {
  it('is a record of what it would have cost by the list, marked as notional', async () => {
    const { id, key } = await admin('POST', '/admin/keys', { name: 'bea' });
    const headers = { ...withLogin(), 'x-tollgate-api-key': key as string };
    for (const path of DOORS) expect((await ask(path, headers)).status).toBe(200);
    expect((await ask('/v1/messages', headers, { model: 'company-sonnet' })).status).toBe(200);

    const { data } = await untilRecorded(`/admin/usage?key_id=${id as string}`, 3);
    expect(data.map((record: JsonObject) => [record.model, record.is_notional, record.cost_usd > 0])).toEqual(
      [
        ['company-sonnet', false, true],
        [MODEL, true, true],
        [MODEL, true, true],
      ],
    );
  });

  it('has the login nowhere, nor the key, nor the prompt', async () => {
    forLogins.nextAnswer({ status: 401, error: { message: `Bearer ${LOGIN} has expired` } });
    const answers = [
      await ask('/v1/chat/completions', withLogin()),
      await ask('/v1/messages', withLogin()),
      await ask('/v1/messages', withLogin(), { stream: true }),
      await ask('/v1/messages/count_tokens', withLogin()),
      await ask('/v1/messages', { authorization: `Bearer ${LOGIN}` }),
      await ask('/v1/messages', { ...withLogin(), 'x-litellm-api-key': 'sk-another' }),
    ];
    const texts = await Promise.all(
      answers.map(async (response) => JSON.stringify([...response.headers]) + (await response.text())),
    );
    await admin('GET', '/admin/usage');
    const secrets = { ...gatewaySecrets(), 'the login': LOGIN };
    const written = { ...secrets, 'the prompt': PROMPT };

    expect(texts.flatMap((text) => secretsIn(text, secrets))).toEqual([]);
    expect(secretsIn(JSON.stringify(gateway.logLines), written)).toEqual([]);
    expect(JSON.stringify(gateway.logLines)).toContain(MODEL);
    expect(await secretsOnDisk(database, written)).toEqual([]);
    expect(await secretsOnDisk(database, { 'the model': MODEL })).not.toEqual([]);
  });
});

/** Records reach the database a moment after the answer. */
async function untilRecorded(path: string, count: number): Promise<JsonObject> {
  for (;;) {
    const page = await admin('GET', path);
    if (page.data.length >= count) return page;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
