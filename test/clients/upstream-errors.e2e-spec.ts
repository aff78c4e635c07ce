import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { MASTER_KEY, readJson, type Stack, startStack, WAYS } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];
const STATUSES = [400, 404, 413, 429, 500, 529];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

function ask(path: string, model: string, stream = false): Promise<Response> {
  const body = { model, max_tokens: 50, messages: MESSAGES, stream };
  return stack.post(path, body, { 'x-api-key': MASTER_KEY });
}

describe.each(WAYS)('an error of upstream through $provider', ({ model }) => {
  it.each(STATUSES)('%d comes back on /v1/messages as it was, byte for byte', async (status) => {
    const body = `{"type":"error", "error":{"type":"some_error","message":"Gr\\u00fc\u00dfe, ${status}"},\n "extra": 1.0}`;
    const answer: AnswerSpec = { status, body, retryAfter: 7, headers: { 'x-should-retry': 'true' } };
    for (const stream of [false, true]) {
      stack.fake.nextAnswer(answer);
      const response = await ask('/v1/messages', model, stream);

      expect(response.status).toBe(status);
      expect(await response.text()).toBe(body);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': expect.stringMatching(/^application\/json/),
        'retry-after': '7',
        'x-should-retry': 'true',
        'request-id': expect.stringMatching(/^req_011C/),
      });
    }
  });

  it.each([401, 402, 403])('%d is about the gateway: no client is told to log in again', async (status) => {
    for (const stream of [false, true]) {
      stack.fake.nextAnswer({ status, error: { message: 'OAuth token has expired' } }, { times: 2 });
      const anthropic = await ask('/v1/messages', model, stream);
      const text = await anthropic.text();
      expect(anthropic.status).toBe(502);
      expect(JSON.parse(text)).toMatchObject({ type: 'error', error: { type: 'api_error' } });
      expect(text).not.toMatch(/authentication_error|permission_error|billing_error/);

      const openAi = await ask('/v1/chat/completions', model, stream);
      expect(openAi.status).toBe(502);
      expect((await readJson(openAi)).error).toMatchObject({
        type: 'upstream_credential_rejected',
        code: 'upstream_credential_rejected',
        param: null,
      });
    }
  });

  it('keeps the words of a body that is no JSON from neither door', async () => {
    stack.fake.nextAnswer(
      { status: 503, body: 'upstream connect error', contentType: 'text/plain' },
      { times: 2 },
    );
    const anthropic = await ask('/v1/messages', model);
    expect([anthropic.status, await anthropic.text()]).toEqual([503, 'upstream connect error']);
    const openAi = await ask('/v1/chat/completions', model);
    expect(openAi.status).toBe(502);
    expect((await readJson(openAi)).error.message).toContain('upstream connect error');
  });
});

describe('an error of upstream on /v1/chat/completions', () => {
  it.each([
    [400, 400, 'invalid_request_error'],
    [404, 404, 'invalid_request_error'],
    [413, 413, 'invalid_request_error'],
    [429, 429, 'rate_limit_error'],
    [500, 502, 'upstream_error'],
    [504, 504, 'timeout_error'],
    [529, 503, 'overloaded_error'],
  ])('%d becomes %d in the envelope of OpenAI', async (upstreamStatus, status, type) => {
    stack.fake.nextAnswer({ status: upstreamStatus, error: { message: 'Upstream says no.' } });
    const response = await ask('/v1/chat/completions', 'claude-sonnet-4-6');

    expect(response.status).toBe(status);
    const { error, ...rest } = await readJson(response);
    expect(rest).toEqual({});
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(error).toMatchObject({ type, message: 'Upstream says no.' });
  });

  it('gives retry-after for an overload also where upstream does not', async () => {
    stack.fake.nextAnswer({ status: 529 });
    const response = await ask('/v1/chat/completions', 'claude-sonnet-4-6');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a credential that upstream really refuses', () => {
  it('is never shown to a caller', async () => {
    const strict = await startStack({ apiKeys: ['another'], oauthTokens: ['another'] });
    for (const { model } of WAYS) {
      const response = await strict.post('/v1/messages', { model, max_tokens: 50, messages: MESSAGES });
      expect(response.status).toBe(502);
      const text = await response.text();
      expect(text).toContain('api_error');
      expect(text).not.toMatch(/authentication_error|sk-ant/);
    }
    await strict.close();
  });
});
