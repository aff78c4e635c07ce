import { MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

function ask(path: string, body: object): Promise<Response> {
  return stack.post(path, body, { authorization: `Bearer ${MASTER_KEY}` });
}

describe.each(['/v1/chat/completions', '/v1/messages'])('an answer of %s', (path) => {
  it.each(WAYS)('says through which of the ways it came: $provider', async ({ provider, model }) => {
    const { headers } = await ask(path, { model, max_tokens: 50, messages: MESSAGES });

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
    const request = { model: 'house-sonnet', max_tokens: 50, messages: MESSAGES, stream: true };
    const response = await ask(path, request);
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
    const { headers } = await ask(path, { model: 'house-sonnet', max_tokens: 50, messages: MESSAGES });
    expect(Number(headers.get('x-tollgate-cost-usd'))).toBe((12 * 3 + 24 * 15) / 1e6);
  });

  it('has an id of its own each time, which is also the id of its line in the log', async () => {
    const before = stack.gateway.outcomes().length;
    const body = { model: 'house-sonnet', max_tokens: 50, messages: MESSAGES };
    const answers = [await ask(path, body), await ask(path, body)];
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));

    const outcomes = await stack.gateway.waitForOutcomes(before + 2);
    expect(outcomes.slice(before).map(({ requestId }) => requestId)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
  });

  it('carries the headers that are known when it is an error', async () => {
    stack.fake.nextAnswer({ status: 400 });
    const body = { model: 'house-sonnet', max_tokens: 50, messages: MESSAGES };
    const refusedUpstream = await ask(path, body);
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
    const response = await ask(path, { model: 'claude-\u00e9\u{1f600}', max_tokens: 50, messages: MESSAGES });
    expect(response.headers.get('x-tollgate-model')).toMatch(/^claude-\?+$/);
  });
});
