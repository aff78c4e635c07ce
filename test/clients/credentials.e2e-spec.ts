import { request as httpRequest } from 'node:http';

import { MASTER_KEY, type Stack, startStack } from './start-stack.js';

const BODY = { model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'Hi' }] };
const DOORS = ['/v1/chat/completions', '/chat/completions', '/v1/messages', '/v1/messages/count_tokens'];
const MESSAGES_BODY = { ...BODY, max_tokens: 50 };

function bodyFor(path: string): object {
  return path.endsWith('/messages') ? MESSAGES_BODY : BODY;
}

const ENOUGH: [string, Record<string, string>][] = [
  ['a bearer token', { authorization: `Bearer ${MASTER_KEY}` }],
  ['a bearer token in lower case', { authorization: `bearer ${MASTER_KEY}` }],
  ['x-api-key', { 'x-api-key': MASTER_KEY }],
  ['x-tollgate-api-key', { 'x-tollgate-api-key': MASTER_KEY }],
  ['x-litellm-api-key', { 'x-litellm-api-key': `Bearer ${MASTER_KEY}` }],
  ['the same key twice', { authorization: `Bearer ${MASTER_KEY}`, 'x-api-key': MASTER_KEY }],
  [
    'a key of its own beside a login',
    { 'x-tollgate-api-key': MASTER_KEY, authorization: 'Bearer sk-ant-other' },
  ],
];
const NOT_ENOUGH: [string, Record<string, string>][] = [
  ['no key', {}],
  ['an empty key', { authorization: 'Bearer ' }],
  ['a wrong bearer token', { authorization: 'Bearer sk-wrong' }],
  ['a wrong x-api-key', { 'x-api-key': 'sk-wrong' }],
  ['a part of the key', { 'x-api-key': MASTER_KEY.slice(0, -1) }],
  ['two keys that differ', { authorization: `Bearer ${MASTER_KEY}`, 'x-api-key': 'sk-wrong' }],
  [
    'a wrong key of its own beside the right bearer',
    { 'x-litellm-api-key': 'sk-wrong', authorization: `Bearer ${MASTER_KEY}` },
  ],
  ['two keys of its own that differ', { 'x-litellm-api-key': 'sk-wrong', 'x-tollgate-api-key': MASTER_KEY }],
];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

describe.each(DOORS)('%s with a master key', (path) => {
  it.each(ENOUGH)('lets in who sends %s', async (_what, headers) => {
    expect((await stack.post(path, bodyFor(path), headers)).status).toBe(200);
  });

  it.each(NOT_ENOUGH)('refuses who sends %s, before anything goes up', async (_what, headers) => {
    const before = stack.fake.requests.length;
    const response = await stack.post(path, bodyFor(path), headers);
    const text = await response.text();

    expect(response.status).toBe(401);
    expect(JSON.parse(text).error).toMatchObject({
      type: 'authentication_error',
      message: expect.any(String),
    });
    expect(text).not.toMatch(/sk-/);
    expect(stack.fake.requests).toHaveLength(before);
  });
});

describe('a gateway with a master key', () => {
  it.each(['/v1/models', '/models', '/v1/models/claude-sonnet-4-6'])(
    'shows %s to none but its callers',
    async (path) => {
      const url = stack.gateway.url + path;
      expect((await fetch(url)).status).toBe(401);
      expect((await fetch(url, { headers: { 'x-api-key': 'sk-wrong' } })).status).toBe(401);
      expect((await fetch(url, { headers: { 'x-api-key': MASTER_KEY } })).status).toBe(200);
    },
  );

  it('says in the envelope of each API that the key is missing', async () => {
    const openAi = await stack.post('/v1/chat/completions', BODY);
    expect(await openAi.json()).toEqual({
      error: {
        message: expect.stringContaining('Authorization'),
        type: 'authentication_error',
        param: null,
        code: 'missing_api_key',
      },
    });
    const anthropic = await stack.post('/v1/messages', MESSAGES_BODY);
    expect(await anthropic.json()).toEqual({
      type: 'error',
      error: { type: 'authentication_error', message: expect.stringContaining('x-api-key') },
      request_id: anthropic.headers.get('x-request-id'),
    });
  });

  it('refuses a header that is there twice, whichever of the two is right', async () => {
    for (const keys of [
      [MASTER_KEY, 'sk-wrong'],
      ['sk-wrong', MASTER_KEY],
    ]) {
      expect(await statusFor({ 'x-api-key': keys })).toBe(400);
    }
    expect(await statusFor({ 'x-api-key': [MASTER_KEY] })).toBe(200);
  });
});

describe('an open gateway', () => {
  let open: Stack;

  beforeAll(async () => {
    open = await startStack();
  });
  afterAll(() => open.close());

  it.each([...ENOUGH, ['no key', {}], ['any key', { authorization: 'Bearer anything' }]] as typeof ENOUGH)(
    'lets in who sends %s',
    async (_what, headers) => {
      for (const path of DOORS) expect((await open.post(path, bodyFor(path), headers)).status).toBe(200);
      expect((await fetch(`${open.gateway.url}/v1/models`, { headers })).status).toBe(200);
    },
  );

  it('never uses a key that a caller sends upstream', async () => {
    await open.post('/v1/messages', MESSAGES_BODY, { authorization: 'Bearer callers-own' });
    expect(JSON.stringify(open.lastUpstream().rawHeaders)).not.toContain('callers-own');
  });
});

/** `fetch` would join repeated headers. */
function statusFor(headers: Record<string, string[]>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const outgoing = httpRequest(`${stack.gateway.url}/v1/messages`, options, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode));
    });
    outgoing.on('error', reject).end(JSON.stringify(MESSAGES_BODY));
  });
}
