import type { AnswerSpec, FakeRequest } from '../fake-anthropic/start-fake-anthropic.mjs';
import type { RequestOutcome } from '../../src/usage/request-outcome.js';
import { MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

const DOORS = ['/v1/chat/completions', '/v1/messages'];
const CASES = WAYS.flatMap(({ provider, model }) => DOORS.map((path) => ({ provider, model, path })));

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());
beforeEach(() => stack.fake.reset());

/** Begins a request that its caller will leave. */
function begin(path: string, model: string, { stream, ...answer }: AnswerSpec & { stream: boolean }) {
  stack.fake.nextAnswer(answer);
  const abort = new AbortController();
  const body = JSON.stringify({ model, max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }], stream });
  const headers = { 'content-type': 'application/json', 'x-api-key': MASTER_KEY };
  const response = fetch(stack.gateway.url + path, { method: 'POST', body, headers, signal: abort.signal });
  response.catch(() => {});
  return { response, leave: () => abort.abort() };
}

/** That upstream's exchange is over within a second, and that exactly one cancelled request is reported. */
async function expectCancelled(upstream: FakeRequest, before: number) {
  expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
  await stack.gateway.waitForOutcomes(before + 1);
  await stack.post('/v1/messages', {}, { 'x-api-key': MASTER_KEY });
  const outcomes = (await stack.gateway.waitForOutcomes(before + 2)).slice(before);
  expect(outcomes.map(({ result }) => result)).toEqual(['cancelled', 'failed']);
  expect(outcomes[0]).toMatchObject({ status: 499, caller: 'master', attempts: 1 });
  return outcomes[0]!;
}

/** Half the bytes of `Hello` and `, `, which the first five events of the stream deliver. */
const DELIVERED_TOKENS = 5;

/** Upstream had the request but said nothing about it. */
function expectEstimatedInput({
  inputTokens = 0,
  outputTokens,
  isUsageEstimated,
  costNanoUsd,
}: RequestOutcome): void {
  expect(inputTokens).toBeGreaterThan(0);
  expect({ outputTokens, isUsageEstimated, costNanoUsd }).toEqual({
    outputTokens: 0,
    isUsageEstimated: true,
    costNanoUsd: inputTokens * 3000,
  });
}

describe.each(CASES)('a caller of $path through $provider who leaves', ({ path, model }) => {
  it.each([false, true])(
    'before upstream answers closes the request upstream, streamed: %s',
    async (stream) => {
      const before = stack.gateway.outcomes().length;
      const { leave } = begin(path, model, { stallBeforeHeaders: true, stream });
      const upstream = await stack.fake.waitForRequest(1);
      leave();

      const outcome = await expectCancelled(upstream, before);
      expect(outcome).toMatchObject({ requestedModel: model, isStream: stream });
      expectEstimatedInput(outcome);
    },
  );

  it('between the headers and the first event closes the request upstream', async () => {
    const before = stack.gateway.outcomes().length;
    const { leave } = begin(path, model, { fixture: 'text', stallAfterEvents: 0, stream: true });
    const upstream = await stack.fake.waitForRequest(1);
    leave();
    expectEstimatedInput(await expectCancelled(upstream, before));
  });

  it('while upstream sends a whole answer closes the request upstream', async () => {
    const before = stack.gateway.outcomes().length;
    const { leave } = begin(path, model, { fixture: 'text', stallAfterBytes: 50, stream: false });
    const upstream = await stack.fake.waitForRequest(1);
    leave();
    await expectCancelled(upstream, before);
  });

  it('in the middle of a stream closes the request upstream, and pays what was used until then', async () => {
    const before = stack.gateway.outcomes().length;
    const { response, leave } = begin(path, model, { fixture: 'text', stallAfterEvents: 5, stream: true });
    const reader = (await response).body!.getReader();
    await reader.read();
    const upstream = await stack.fake.waitForRequest(1);
    leave();

    expect(await expectCancelled(upstream, before)).toMatchObject({
      inputTokens: 12,
      outputTokens: DELIVERED_TOKENS,
      isUsageEstimated: true,
      costNanoUsd: (12 * 3 + DELIVERED_TOKENS * 15) * 1000,
    });
  });

  it('without reading a stream that never ends stops upstream', async () => {
    const before = stack.gateway.outcomes().length;
    const { response, leave } = begin(path, model, { fixture: 'text', neverEnding: true, stream: true });
    await response;
    const upstream = await stack.fake.waitForRequest(1);
    leave();
    expect(await expectCancelled(upstream, before)).toMatchObject({ inputTokens: 12 });
  });
});

describe('callers who leave at the same time', () => {
  it('leave nothing open and are reported once each', async () => {
    const before = stack.gateway.outcomes().length;
    const calls = Array.from({ length: 20 }, (_, index) =>
      begin(DOORS[index % 2]!, 'claude-sonnet-4-6', { fixture: 'text', stallAfterEvents: 4, stream: true }),
    );
    await Promise.all(calls.map(({ response }) => response));
    await stack.fake.waitForOpenRequests(20);
    for (const { leave } of calls) leave();

    await stack.fake.waitForOpenRequests(0, 1000);
    const outcomes = (await stack.gateway.waitForOutcomes(before + 20)).slice(before);
    expect(outcomes.map(({ result }) => result)).toEqual(Array.from({ length: 20 }, () => 'cancelled'));
    expect(new Set(outcomes.map(({ requestId }) => requestId)).size).toBe(20);
  });
});
