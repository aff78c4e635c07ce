import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { lastOf, MASTER_KEY, type Stack, startStack } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];
/** Of both models, in dollars a million tokens. */
const PRICE = { input: 3, output: 15, cacheRead: 0.3, cacheWrite5m: 3.75, cacheWrite1h: 6 };
/** More than one read, so that the stream has certainly begun for the caller before it breaks. */
const HUGE = 200_000;
/** What is taken for upstream's count of it and of the `Hello` before it, when that count never comes. */
const DELIVERED_TOKENS = Math.ceil((HUGE + 'Hello'.length) / 2);

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

interface Ask {
  answer?: AnswerSpec;
  body?: object;
  headers?: Record<string, string>;
}

/** Makes a request and gives back what was reported of it: one line, and no second one by the time of the next. */
async function outcomeOf(path: string, { answer = {}, body = {}, headers = {} }: Ask) {
  const before = stack.gateway.outcomes().length;
  if (Object.keys(answer).length > 0) stack.fake.nextAnswer(answer);
  const request = { model: 'house-sonnet', max_tokens: 50, messages: MESSAGES, ...body };
  const response = await stack.post(path, request, { 'x-api-key': MASTER_KEY, ...headers });
  await response.text();
  await stack.post('/v1/messages', { max_tokens: 1 }, { 'x-api-key': MASTER_KEY });
  const outcomes = (await stack.gateway.waitForOutcomes(before + 2)).slice(before);
  expect(outcomes).toHaveLength(2);
  expect(lastOf(outcomes).status).toBe(400);
  return { outcome: outcomes[0]!, response };
}

const TARGET = {
  caller: 'master',
  requestedModel: 'house-sonnet',
  deploymentId: 'house-sonnet-1',
  provider: 'anthropic',
  upstreamModel: 'claude-sonnet-4-6',
  attempts: 1,
};

describe.each([
  ['/v1/chat/completions', 'chat_completions'],
  ['/v1/messages', 'messages'],
])('a request to %s is reported once', (path, route) => {
  it.each([false, true])(
    'when it is completed, with its tokens and its cost, streamed: %s',
    async (stream) => {
      const { outcome, response } = await outcomeOf(path, { answer: { fixture: 'text' }, body: { stream } });

      expect(outcome).toMatchObject({
        ...TARGET,
        requestId: response.headers.get('x-request-id'),
        route,
        isStream: stream,
        result: 'completed',
        status: 200,
        inputTokens: 12,
        outputTokens: 24,
        cacheReadTokens: 0,
        costNanoUsd: (12 * PRICE.input + 24 * PRICE.output) * 1000,
        durationMs: expect.any(Number),
        overheadMs: expect.any(Number),
      });
      expect('timeToFirstTokenMs' in outcome).toBe(stream);
      expect(outcome).not.toHaveProperty('isUsageSuspect');
      expect(outcome).not.toHaveProperty('errorType');
    },
  );

  it.each([false, true])(
    'with cached and written tokens in buckets of their own, streamed: %s',
    async (stream) => {
      const { outcome } = await outcomeOf(path, { answer: { fixture: 'cache-usage' }, body: { stream } });

      expect(outcome).toMatchObject({
        inputTokens: 5,
        cacheReadTokens: 20_000,
        cacheWrite5mTokens: 500,
        cacheWrite1hTokens: 1000,
        outputTokens: 9,
      });
      const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = PRICE;
      const dollarsPerMillion =
        5 * input + 9 * output + 20_000 * cacheRead + 500 * cacheWrite5m + 1000 * cacheWrite1h;
      expect(outcome.costNanoUsd).toBe(Math.round(dollarsPerMillion * 1000));
    },
  );

  it('with the final figures of a stream, not those that it began with', async () => {
    const { outcome } = await outcomeOf(path, {
      answer: { fixture: 'delta-input-tokens' },
      body: { stream: true },
    });
    expect(outcome).toMatchObject({ inputTokens: 61, outputTokens: 2 });
  });

  it.each([false, true])('when upstream refuses it, without tokens, streamed: %s', async (stream) => {
    const { outcome, response } = await outcomeOf(path, { answer: { status: 429 }, body: { stream } });
    expect(outcome).toMatchObject({
      ...TARGET,
      route,
      result: 'failed',
      status: 429,
      errorType: 'rate_limit_error',
    });
    expect(response.status).toBe(429);
    expect(outcome).not.toHaveProperty('inputTokens');
    expect(outcome).not.toHaveProperty('costNanoUsd');
  });

  it.each([500, 529])("with the status that its caller got for upstream's %d", async (status) => {
    const { outcome, response } = await outcomeOf(path, { answer: { status } });
    expect(outcome).toMatchObject({ result: 'failed', status: response.status });
  });

  it('when upstream breaks off in the middle of a stream, with the tokens so far', async () => {
    const { outcome } = await outcomeOf(path, {
      answer: { fixture: 'text', hugeEvent: HUGE, endAfterEvents: 5 },
      body: { stream: true },
    });
    expect(outcome).toMatchObject({
      ...TARGET,
      result: 'failed',
      errorType: 'upstream_error',
      inputTokens: 12,
      outputTokens: DELIVERED_TOKENS,
      isUsageEstimated: true,
      costNanoUsd: (12 * PRICE.input + DELIVERED_TOKENS * PRICE.output) * 1000,
    });
  });

  it('when upstream sends an error in the middle of a stream, with the tokens so far', async () => {
    const { outcome } = await outcomeOf(path, {
      answer: { fixture: 'text', hugeEvent: HUGE, errorEventAfter: 5 },
      body: { stream: true },
    });
    expect(outcome).toMatchObject({
      ...TARGET,
      result: 'failed',
      errorType: 'overloaded_error',
      inputTokens: 12,
    });
  });

  it('when the request is wrong', async () => {
    const { outcome } = await outcomeOf(path, { body: { messages: 'Hi' } });
    expect(outcome).toMatchObject({
      route,
      caller: 'master',
      result: 'failed',
      status: 400,
      errorType: 'invalid_request_error',
    });
    expect(outcome).not.toHaveProperty('inputTokens');
  });

  it('when the key is wrong', async () => {
    const { outcome } = await outcomeOf(path, { headers: { 'x-api-key': 'sk-wrong' } });
    expect(outcome).toMatchObject({
      route,
      result: 'failed',
      status: 401,
      attempts: 0,
      errorType: 'authentication_error',
    });
    expect(outcome).not.toHaveProperty('requestedModel');
    expect(JSON.stringify(outcome)).not.toContain('sk-wrong');
  });

  it('when the model is not served', async () => {
    const { outcome } = await outcomeOf(path, { body: { model: 'gpt-9' } });
    expect(outcome).toMatchObject({ result: 'failed', status: 404, requestedModel: 'gpt-9', attempts: 0 });
  });

  it('with the session of Claude Code', async () => {
    const { outcome } = await outcomeOf(path, { headers: { 'x-claude-code-session-id': 'session-7' } });
    expect(outcome.sessionId).toBe('session-7');
  });

  it('and nothing of what was said or of any key is in the log', async () => {
    const secret = 'the-secret-of-the-prompt';
    await outcomeOf(path, { body: { messages: [{ role: 'user', content: secret }] } });
    const log = JSON.stringify(stack.gateway.logLines);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(MASTER_KEY);
    expect(log).not.toMatch(/sk-ant-/);
  });
});

describe('counting tokens', () => {
  it('is reported once, and costs nothing', async () => {
    const { outcome } = await outcomeOf('/v1/messages/count_tokens', { body: { max_tokens: undefined } });
    expect(outcome).toMatchObject({
      ...TARGET,
      route: 'count_tokens',
      result: 'completed',
      status: 200,
      isStream: false,
    });
    expect(outcome).not.toHaveProperty('inputTokens');
    expect(outcome).not.toHaveProperty('costNanoUsd');
  });
});
