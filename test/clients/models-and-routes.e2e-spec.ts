import { once } from 'node:events';
import { connect } from 'node:net';

import { MASTER_KEY, readJson, type Stack, startStack } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];
const ANTHROPIC = { 'anthropic-version': '2023-06-01' };
const KEY = { 'x-api-key': MASTER_KEY };

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(stack.gateway.url + path, { headers: { ...KEY, ...headers } });
}

describe('a model name', () => {
  it.each([
    ['behind a wildcard', 'claude-opus-4-6', 'claude_code_native', 'claude-opus-4-6'],
    ['with a date', 'claude-sonnet-4-20250514', 'claude_code_native', 'claude-sonnet-4-20250514'],
    ['that nobody knows yet', 'claude-next-9', 'claude_code_native', 'claude-next-9'],
    ['with its provider', 'claude_code_native/claude-opus-4-6', 'claude_code_native', 'claude-opus-4-6'],
    ['with the other provider', 'anthropic/claude-opus-4-6', 'anthropic', 'claude-opus-4-6'],
    ['of the house', 'house-sonnet', 'anthropic', 'claude-sonnet-4-6'],
    ['that is an alias', 'sonnet', 'anthropic', 'claude-sonnet-4-6'],
    ['that is a hidden alias', 'gpt-4o', 'anthropic', 'claude-sonnet-4-6'],
  ])('%s finds its deployment through both doors', async (_kind, model, provider, upstreamModel) => {
    for (const path of ['/v1/chat/completions', '/v1/messages']) {
      const response = await stack.post(path, { model, max_tokens: 50, messages: MESSAGES }, KEY);
      expect(response.status).toBe(200);
      expect(response.headers.get('x-tollgate-provider')).toBe(provider);
      expect(stack.lastUpstream().body.model).toBe(upstreamModel);
    }
    const completion = await stack.post('/v1/chat/completions', { model, messages: MESSAGES }, KEY);
    expect((await readJson(completion)).model).toBe(model);
  });

  it.each(['gpt-4', 'openai/claude-sonnet-4-6', 'anthropic', ''])(
    '%j is refused by both doors',
    async (model) => {
      const status = model === '' ? 400 : 404;
      const openAi = await stack.post('/v1/chat/completions', { model, messages: MESSAGES }, KEY);
      expect(openAi.status).toBe(status);
      expect((await readJson(openAi)).error).toMatchObject({ param: 'model', type: 'invalid_request_error' });
      const anthropic = await stack.post('/v1/messages', { model, max_tokens: 5, messages: MESSAGES }, KEY);
      expect(anthropic.status).toBe(status);
      expect((await readJson(anthropic)).error.type).toBe(
        model === '' ? 'invalid_request_error' : 'not_found_error',
      );
    },
  );
});

describe('the list of models', () => {
  it.each(['/v1/models', '/models'])('of %s has the shape of OpenAI', async (path) => {
    const list = await readJson(await get(path));
    expect(Object.keys(list).sort()).toEqual(['data', 'object']);
    expect(list.object).toBe('list');
    expect(new Set(list.data.map((model: object) => Object.keys(model).sort().join()))).toEqual(
      new Set(['created,id,object,owned_by']),
    );
    const ids = list.data.map(({ id }: { id: string }) => id);
    expect(ids.slice(0, 2)).toEqual(['house-sonnet', 'sonnet']);
    expect(ids).not.toContain('gpt-4o');
    expect(ids.some((id: string) => id.includes('*'))).toBe(false);
  });

  it('has the fields of Anthropic too for who sends anthropic-version', async () => {
    const list = await readJson(await get('/v1/models', ANTHROPIC));
    expect(list).toMatchObject({ has_more: false, first_id: 'house-sonnet', last_id: list.data.at(-1).id });
    const model = list.data.find(({ id }: { id: string }) => id === 'claude-opus-4-5');
    expect(model).toMatchObject({ type: 'model', object: 'model', display_name: 'Claude Opus 4.5' });
    expect(Number.isNaN(Date.parse(model.created_at))).toBe(false);
  });

  it('comes in pages that join without a gap', async () => {
    const all = (await readJson(await get('/v1/models', ANTHROPIC))).data;
    const pages: unknown[] = [];
    let query = '?limit=3';
    for (let hasMore = true; hasMore;) {
      const page = await readJson(await get(`/v1/models${query}`, ANTHROPIC));
      expect(page.data.length).toBeLessThanOrEqual(3);
      pages.push(...page.data);
      query = `?limit=3&after_id=${page.last_id}`;
      hasMore = page.has_more;
    }
    expect(pages).toEqual(all);
  });

  it.each(['limit=0', 'limit=x', 'limit=1001', 'after_id=no-such'])('refuses %s', async (query) => {
    const response = await get(`/v1/models?${query}`, ANTHROPIC);
    expect(response.status).toBe(400);
    expect((await readJson(response)).error.message).toContain(query.split('=')[0]);
  });

  it('gives one model by its id, also with a slash in it', async () => {
    expect(await readJson(await get('/v1/models/sonnet'))).toMatchObject({ id: 'sonnet', object: 'model' });
    expect((await get('/v1/models/none/such')).status).toBe(404);
  });
});

describe('probes', () => {
  it.each(['/health/live', '/health/ready', '/health/liveliness', '/health/readiness'])(
    '%s needs no key',
    async (path) => {
      const response = await fetch(stack.gateway.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    },
  );

  it('HEAD / needs no key', async () => {
    expect((await fetch(stack.gateway.url, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('a request that no route takes', () => {
  const JSON_TYPE = { ...KEY, 'content-type': 'application/json' };
  const MISTAKES: [string, string, RequestInit, number][] = [
    ['an unknown path', '/nope', {}, 404],
    ['the wrong method', '', { method: 'GET' }, 405],
    ['the wrong method with a body', '', { method: 'PUT', body: '{}', headers: JSON_TYPE }, 405],
    ['text', '', { method: 'POST', body: 'Hi', headers: { ...KEY, 'content-type': 'text/plain' } }, 415],
    ['a form', '', { method: 'POST', body: new URLSearchParams({ a: '1' }), headers: KEY }, 415],
    [
      'a compressed body',
      '',
      { method: 'POST', body: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
      415,
    ],
    ['broken JSON', '', { method: 'POST', body: '{"model":', headers: JSON_TYPE }, 400],
    ['an empty body', '', { method: 'POST', body: '', headers: JSON_TYPE }, 400],
    ['a list', '', { method: 'POST', body: '[]', headers: JSON_TYPE }, 400],
  ];

  it.each(MISTAKES)('gets %s answered in the envelope of OpenAI', async (_what, suffix, init, status) => {
    const response = await fetch(`${stack.gateway.url}/v1/chat/completions${suffix}`, {
      headers: KEY,
      ...init,
    });
    expect(response.status).toBe(status);
    expect(Object.keys((await readJson(response)).error).sort()).toEqual([
      'code',
      'message',
      'param',
      'type',
    ]);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it.each(MISTAKES)('gets %s answered in the envelope of Anthropic', async (_what, suffix, init, status) => {
    const response = await fetch(`${stack.gateway.url}/v1/messages${suffix}`, { headers: KEY, ...init });
    expect(response.status).toBe(status);
    expect(await readJson(response)).toEqual({
      type: 'error',
      error: { type: expect.stringMatching(/_error$/), message: expect.stringMatching(/./) },
      request_id: response.headers.get('x-request-id'),
    });
  });
});

describe('a gateway that closes', () => {
  it('does not wait for a connection on which no request has come', async () => {
    const own = await startStack();
    const socket = connect(Number(new URL(own.gateway.url).port), '127.0.0.1');
    const disconnected = once(socket, 'close');
    await once(socket, 'connect');

    await own.close();
    await disconnected;
  });
});
