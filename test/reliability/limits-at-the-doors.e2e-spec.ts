import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

import { databases } from '../database/start-test-database.js';
import type { Subject } from './harness/admin.js';
import { PROMPT } from './harness/calls.js';
import { expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const BODY = {
  model: 'claude-sonnet-4-6',
  messages: [{ role: 'user' as const, content: PROMPT }],
  max_tokens: 100,
};

describe.each(databases())('what official clients make of limits ($name)', ({ start }) => {
  let stack: Stack;
  const keys: Subject[] = [];

  beforeAll(async () => {
    stack = await startStack(start);
  }, 60_000);
  beforeEach(() => stack.fake.reset());
  afterAll(() => stack?.close());

  async function makeKey(settings: object): Promise<string> {
    const key = await stack.make('key', settings);
    keys.push(key);
    return key.key;
  }

  /** Counts what a client sends. */
  function clients(apiKey: string, maxRetries: number) {
    const sent = { count: 0 };
    const counting: typeof fetch = (...request) => {
      sent.count += 1;
      return fetch(...request);
    };
    const origin = `http://127.0.0.1:${stack.target.port}`;
    const openai = new OpenAI({ apiKey, baseURL: `${origin}/v1`, maxRetries, fetch: counting });
    const anthropic = new Anthropic({ apiKey, baseURL: origin, maxRetries, fetch: counting });
    return {
      sent,
      chat: () => openai.chat.completions.create(BODY).withResponse(),
      messages: () => anthropic.messages.create(BODY).withResponse(),
      countTokens: () =>
        anthropic.messages.countTokens({ model: BODY.model, messages: BODY.messages }).withResponse(),
    };
  }

  it('the openai client reads the limits of a key, and a RateLimitError that says when to come back', async () => {
    const { chat } = clients(await makeKey({ name: 'ci', rpm_limit: 2, tpm_limit: 100_000 }), 0);
    const { response } = await chat();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-ratelimit-limit-requests': '2',
      'x-ratelimit-remaining-requests': '1',
      'x-ratelimit-reset-requests': expect.stringMatching(/^(1m)?\d+(\.\d+)?s$/),
      'x-ratelimit-limit-tokens': '100000',
      'x-ratelimit-remaining-tokens': expect.stringMatching(/^9\d{4}$/),
    });
    await chat();
    const error = await refusalOf(chat());
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(error).toMatchObject({
      status: 429,
      type: 'rate_limit_error',
      message: expect.stringContaining('key "ci" is limited to 2 requests a minute'),
    });
    expect(Object.fromEntries(error.headers)).toMatchObject({
      'retry-after': expect.stringMatching(/^(6[01]|5\d)$/),
      'x-ratelimit-remaining-requests': '0',
    });
  });

  it('counting tokens is free, and a request like any other to the limits', async () => {
    const { countTokens } = clients(await makeKey({ rpm_limit: 1 }), 0);
    const { response } = await countTokens();
    expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0');
    expect(await refusalOf(countTokens())).toMatchObject({ status: 429 });
  });

  it('the Anthropic client reads them in its own form', async () => {
    const { messages } = clients(await makeKey({ rpm_limit: 1, tpm_limit: 100_000 }), 0);
    const { response } = await messages();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'anthropic-ratelimit-requests-limit': '1',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': expect.stringMatching(/^\d{4}-.*:\d\dZ$/),
      'anthropic-ratelimit-tokens-limit': '100000',
    });
    const error = await refusalOf(messages());
    expect(error).toBeInstanceOf(Anthropic.RateLimitError);
    expect(error).toMatchObject({
      status: 429,
      error: { type: 'error', error: { type: 'rate_limit_error' } },
    });
    expect(error.headers.get('retry-after')).toMatch(/^(6[01]|5\d)$/);
  });

  it.each(['chat', 'messages'] as const)(
    'a client at the %s door waits for a place as it is told, and gets it',
    async (door) => {
      const client = clients(await makeKey({ max_parallel_requests: 1 }), 2);
      stack.fake.nextAnswer({ delayHeadersMs: 300 });
      const first = client[door]();
      await stack.fake.waitForRequest();
      const [, { response }] = await Promise.all([first, client[door]()]);
      expect(response.status).toBe(200);
      expect(client.sent.count).toBe(3);
    },
  );

  it.each(['chat', 'messages'] as const)(
    'a client at the %s door does not try a used up budget again',
    async (door) => {
      const client = clients(
        await makeKey({ name: 'poor', max_budget: 0.000_001, budget_duration: '1mo' }),
        2,
      );
      const error = await refusalOf(client[door]());
      expect(client.sent.count).toBe(1);
      expect(error).toBeInstanceOf(door === 'chat' ? OpenAI.RateLimitError : Anthropic.RateLimitError);
      expect(error.message).toMatch(
        /The budget of key \\?"poor\\?" does not cover this call: \$0 of \$0\.000001 spent.* begins anew at \d{4}-\d\d-01T00:00:00Z/,
      );
      expect(error.headers.get('x-should-retry')).toBe('false');
      expect(stack.fake.requests).toHaveLength(0);
    },
  );

  it('a soft budget lets calls through and says so', async () => {
    const { chat } = clients(await makeKey({ soft_budget: 0.000_001 }), 0);
    const [first, second] = [await chat(), await chat()];
    expect([first, second].map(({ response }) => response.headers.get('x-tollgate-soft-budget'))).toEqual([
      null,
      'exceeded',
    ]);
    expect(stack.logLines().filter(({ msg }) => String(msg).startsWith('The soft budget of'))).toHaveLength(
      1,
    );
  });

  it('and the books agree', async () => {
    await expectInvariants(stack, keys);
  });
});

interface Refusal extends Error {
  headers: Headers;
}

async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  return call.then(
    () => {
      throw new Error('It was answered.');
    },
    (error: Refusal) => error,
  );
}
