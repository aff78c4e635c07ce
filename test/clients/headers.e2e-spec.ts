import { API_KEY, MASTER_KEY, OAUTH_TOKEN, type Stack, startStack, WAYS } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];
const DOORS = ['/v1/chat/completions', '/v1/messages'];

/** What a caller sends that is nobody's business upstream. */
const PRIVATE_HEADERS = {
  cookie: 'session=callers-secret',
  'x-forwarded-for': '203.0.113.7',
  'x-real-ip': '203.0.113.7',
  'user-agent': 'callers-agent/1.0',
  referer: 'https://internal.example/page',
  'x-stainless-os': 'Linux',
  'x-custom': 'callers-custom',
  'x-claude-code-session-id': 'session-1',
};
const OURS = [
  'accept',
  'accept-encoding',
  'anthropic-version',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

function ask(path: string, headers: Record<string, string>, body: object = {}): Promise<Response> {
  const request = { model: 'anthropic/claude-sonnet-4-6', max_tokens: 50, messages: MESSAGES, ...body };
  return stack.post(path, request, { authorization: `Bearer ${MASTER_KEY}`, ...headers });
}

describe.each(DOORS)('a request to %s', (path) => {
  it.each(WAYS)("reaches $provider with one credential: the gateway's", async ({ model, credential }) => {
    await ask(path, {}, { model });

    const { headers } = stack.lastUpstream();
    expect({ authorization: headers.authorization, 'x-api-key': headers['x-api-key'] }).toEqual(credential);
    expect(JSON.stringify(stack.lastUpstream().rawHeaders)).not.toContain(MASTER_KEY);
  });

  it.each(WAYS)(
    "passes nothing of the caller's to $provider but anthropic-* headers",
    async ({ model, credential }) => {
      const headers = { ...PRIVATE_HEADERS, 'anthropic-version': '2023-06-01', 'anthropic-test': 'kept' };
      await ask(path, headers, { model });

      const upstream = stack.lastUpstream().headers;
      const credentialNames = Object.entries(credential).flatMap(([name, value]) => (value ? [name] : []));
      const beta = 'anthropic-beta' in upstream ? ['anthropic-beta'] : [];
      expect(Object.keys(upstream).sort()).toEqual(
        [...OURS, ...credentialNames, ...beta, 'anthropic-test'].sort(),
      );
      expect(upstream['anthropic-test']).toBe('kept');
      expect(JSON.stringify(stack.lastUpstream().rawHeaders)).not.toMatch(/callers-|203\.0\.113|session/);
    },
  );

  it('does not pass on the login beside a gateway key of its own', async () => {
    await ask(path, {
      'x-tollgate-api-key': MASTER_KEY,
      authorization: 'Bearer sk-ant-oat01-callers',
      'x-api-key': 'sk-callers',
    });

    const raw = JSON.stringify(stack.lastUpstream().rawHeaders);
    expect(raw).not.toMatch(/callers/);
    expect(stack.lastUpstream().headers['x-api-key']).toBe(API_KEY);
  });

  it('sends the betas of caller and provider as one union, in order, without repeats, in their own case', async () => {
    const headers = {
      'anthropic-beta': 'Some-Beta-2025, context-1m-2025-08-07,Some-Beta-2025,oauth-2025-04-20',
    };
    await ask(path, headers, { model: 'claude-sonnet-4-6' });
    expect(stack.lastUpstream().headers['anthropic-beta']).toBe(
      'Some-Beta-2025,context-1m-2025-08-07,oauth-2025-04-20',
    );
    expect(stack.lastUpstream().headers.authorization).toBe(`Bearer ${OAUTH_TOKEN}`);

    await ask(path, { 'anthropic-beta': 'a-1' }, { model: 'claude-sonnet-4-6' });
    expect(stack.lastUpstream().headers['anthropic-beta']).toBe('a-1,oauth-2025-04-20');

    await ask(path, { 'anthropic-beta': 'a-1' });
    expect(stack.lastUpstream().headers['anthropic-beta']).toBe('a-1');
  });

  it("keeps the account's organization from the caller, and hands on rate limits and the request id", async () => {
    stack.fake.nextAnswer({ fixture: 'text', rateLimits: { 'requests-remaining': '7' } });
    const response = await ask(path, {});

    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'request-id': expect.stringMatching(/^req_011C/),
      'anthropic-ratelimit-requests-remaining': '7',
    });
    expect(
      Object.keys(headers).filter((name) => /organization|^cf-|^via$|server|robots|strict/.test(name)),
    ).toEqual([]);
    expect(JSON.stringify(headers)).not.toContain('0f9b1d0e');
  });

  it('keeps the organization from the caller on errors and on streams too', async () => {
    stack.fake.nextAnswer({ status: 429, retryAfter: 3 });
    const refused = await ask(path, {});
    const streamed = await ask(path, {}, { stream: true });
    await streamed.text();
    for (const { headers } of [refused, streamed]) {
      expect([...headers].filter(([name]) => name.includes('organization'))).toEqual([]);
    }
    expect(streamed.headers.get('request-id')).toMatch(/^req_011C/);
  });
});

describe('a chat completion', () => {
  it("adds the betas of its features and of its body behind the caller's", async () => {
    const body = {
      model: 'claude-sonnet-4-6',
      tools: [{ type: 'code_execution_20250825', name: 'code_execution' }],
      extra_headers: { 'anthropic-beta': 'from-body-1' },
    };
    const response = await ask('/v1/chat/completions', { 'anthropic-beta': 'from-header-1' }, body);

    expect(response.status).toBe(200);
    expect(stack.lastUpstream().headers['anthropic-beta']?.split(',')).toEqual([
      'from-header-1',
      'from-body-1',
      'code-execution-2025-08-25',
      'oauth-2025-04-20',
    ]);
  });

  it('lets nobody set a credential, a host or a cookie from its body', async () => {
    const headers = {
      Authorization: 'Bearer x',
      'X-Api-Key': 'x',
      cookie: 'x',
      host: 'evil.example',
      'anthropic-other': 'fine',
    };
    await ask('/v1/chat/completions', {}, { extra_headers: headers, drop_params: true });

    const upstream = stack.lastUpstream();
    expect(upstream.headers).toMatchObject({ 'x-api-key': API_KEY, host: new URL(stack.fake.origin).host });
    expect(upstream.headers).not.toHaveProperty('authorization');
    expect(upstream.headers).not.toHaveProperty('cookie');
  });
});

describe.each(DOORS)('an answer of %s', (path) => {
  it.each(WAYS)('says through which of the ways it came: $provider', async ({ provider, model }) => {
    const { headers } = await ask(path, {}, { model });

    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': expect.stringMatching(/^application\/json/),
      'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/),
      'x-tollgate-model': model,
      'x-tollgate-provider': provider,
      'x-tollgate-deployment': expect.stringMatching(/./),
      'x-tollgate-attempts': '1',
      'x-tollgate-overhead-ms': expect.stringMatching(/^\d+\.\d+$/),
    });
  });

  it('has all but the cost when it is streamed', async () => {
    const request = { model: 'house-sonnet', stream: true };
    const response = await ask(path, {}, request);
    await response.text();

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream/),
      'x-request-id': expect.stringMatching(/^req_/),
      'x-tollgate-model': 'house-sonnet',
      'x-tollgate-provider': 'anthropic',
      'x-tollgate-deployment': 'house-sonnet-1',
      'x-tollgate-attempts': '1',
      'x-tollgate-overhead-ms': expect.any(String),
    });
    expect(response.headers.has('x-tollgate-cost-usd')).toBe(false);
  });

  it('says what it cost: 12 tokens in at $3 and 24 out at $15 a million', async () => {
    stack.fake.nextAnswer({ fixture: 'text' });
    const { headers } = await ask(path, {}, { model: 'house-sonnet' });
    expect(Number(headers.get('x-tollgate-cost-usd'))).toBe((12 * 3 + 24 * 15) / 1e6);
  });

  it('has an id of its own each time, which is also the id of its line in the log', async () => {
    const before = stack.gateway.outcomes().length;
    const body = { model: 'house-sonnet' };
    const answers = [await ask(path, {}, body), await ask(path, {}, body)];
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));

    const outcomes = await stack.gateway.waitForOutcomes(before + 2);
    expect(outcomes.slice(before).map(({ requestId }) => requestId)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });

  it('carries the headers that are known when it is an error', async () => {
    stack.fake.nextAnswer({ status: 400 });
    const body = { model: 'house-sonnet' };
    const refusedUpstream = await ask(path, {}, body);
    expect(Object.fromEntries(refusedUpstream.headers)).toMatchObject({
      'x-request-id': expect.any(String),
      'x-tollgate-model': 'house-sonnet',
      'x-tollgate-provider': 'anthropic',
      'x-tollgate-deployment': 'house-sonnet-1',
      'x-tollgate-attempts': '1',
      'x-tollgate-overhead-ms': expect.any(String),
    });
    expect(refusedUpstream.headers.has('x-tollgate-cost-usd')).toBe(false);

    const unauthorized = await stack.post(path, body);
    expect(unauthorized.status).toBe(401);
    expect(unauthorized.headers.get('x-request-id')).toMatch(/^req_/);
    expect(unauthorized.headers.get('x-tollgate-attempts')).toBe('0');
  });

  it('keeps a model name with characters that no header takes from breaking the answer', async () => {
    const response = await ask(path, {}, { model: 'claude-\u00e9\u{1f600}' });
    expect(response.headers.get('x-tollgate-model')).toMatch(/^claude-\?+$/);
  });
});
