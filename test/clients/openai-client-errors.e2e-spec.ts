import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';

import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { collectChunks } from './collect-completion.js';
import { MASTER_KEY, type Stack, startStack } from './start-stack.js';

const REQUEST = {
  model: 'claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Hi' }],
} satisfies OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

let stack: Stack;
let openai: OpenAI;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
  openai = new OpenAI({ baseURL: stack.openAiUrl, apiKey: MASTER_KEY, maxRetries: 0 });
});
afterAll(() => stack.close());

async function failureOf(work: Promise<unknown>): Promise<APIError> {
  const error = await work.then(
    () => new Error('It worked.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof APIError)) throw error;
  return error;
}

describe('the openai client throws', () => {
  it('BadRequestError that names the parameter', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"cut' } } as const;
    const messages = [...REQUEST.messages, { role: 'assistant' as const, tool_calls: [call] }];
    const before = stack.fake.requests.length;
    const error = await failureOf(openai.chat.completions.create({ ...REQUEST, messages }));

    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param: expect.stringMatching(/^messages\[1\]\.tool_calls\[0\]/),
    });
    expect(error.requestID).toMatch(/^req_/);
    expect(stack.fake.requests).toHaveLength(before);
  });

  it.each([
    ['n', { n: 2 }],
    ['seed', { seed: 1 }],
    ['logprobs', { logprobs: true }],
    ['temperature', { temperature: 1.5 }],
    ['api_base', { api_base: 'https://evil.example' }],
    ['stop[0]', { stop: [' \n'] }],
  ])('BadRequestError for %s, which cannot be honoured', async (param, fields) => {
    const error = await failureOf(openai.chat.completions.create({ ...REQUEST, ...fields }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.param).toBe(param);
  });

  it('AuthenticationError for a wrong key', async () => {
    const stranger = new OpenAI({ baseURL: stack.openAiUrl, apiKey: 'sk-wrong', maxRetries: 0 });
    const error = await failureOf(stranger.chat.completions.create(REQUEST));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(error.message).not.toContain('sk-wrong');
  });

  it('NotFoundError for a model that is not served', async () => {
    const error = await failureOf(openai.chat.completions.create({ ...REQUEST, model: 'gpt-9' }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
  });

  it.each<[string, AnswerSpec, new (...args: never[]) => APIError, object]>([
    [
      '400',
      { status: 400, error: { message: 'messages.1: wrong' } },
      BadRequestError,
      { status: 400, type: 'invalid_request_error', message: expect.stringContaining('messages.1: wrong') },
    ],
    [
      '400 for a prompt that is too long',
      { status: 400, error: { message: 'prompt is too long: 250000 tokens > 200000 maximum' } },
      BadRequestError,
      { code: 'context_length_exceeded' },
    ],
    ['401', { status: 401 }, InternalServerError, { status: 502, code: 'upstream_credential_rejected' }],
    ['402', { status: 402 }, InternalServerError, { status: 502, code: 'upstream_credential_rejected' }],
    ['403', { status: 403 }, InternalServerError, { status: 502, code: 'upstream_credential_rejected' }],
    ['404', { status: 404 }, NotFoundError, { code: 'model_not_found' }],
    ['413', { status: 413 }, APIError, { status: 413 }],
    ['429', { status: 429, retryAfter: 17 }, RateLimitError, { status: 429, code: 'rate_limit_exceeded' }],
    ['500', { status: 500 }, InternalServerError, { status: 502 }],
    ['504', { status: 504 }, InternalServerError, { status: 504 }],
    ['529', { status: 529, retryAfter: 9 }, InternalServerError, { status: 503 }],
  ])("the class that fits upstream's %s", async (_status, answer, errorClass, fields) => {
    stack.fake.nextAnswer(answer, { times: 2 });
    for (const stream of [false, true]) {
      const error = await failureOf(openai.chat.completions.create({ ...REQUEST, stream }));
      expect(error).toBeInstanceOf(errorClass);
      expect(error).toMatchObject(fields);
      expect(error.headers?.get('retry-after') ?? undefined).toBe(answer.retryAfter?.toString());
    }
  });

  it('RateLimitError after it has waited and tried again as often as it was told to', async () => {
    const patient = new OpenAI({ baseURL: stack.openAiUrl, apiKey: MASTER_KEY, maxRetries: 1 });
    stack.fake.nextAnswer({ status: 429, retryAfter: 0 });
    const completion = await patient.chat.completions.create(REQUEST);
    expect(completion.choices[0]?.message.content).toBe('You said: Hi');
  });

  it('InternalServerError 503 with retry-after when upstream is overloaded after its 200', async () => {
    stack.fake.nextAnswer({ firstEventIsError: true });
    const error = await failureOf(openai.chat.completions.create({ ...REQUEST, stream: true }));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error.status).toBe(503);
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  it('APIError in the middle of a stream that upstream breaks', async () => {
    stack.fake.nextAnswer({
      fixture: 'text',
      errorEventAfter: { events: 4, type: 'api_error', message: 'Broken' },
    });
    const error = await failureOf(
      openai.chat.completions.create({ ...REQUEST, stream: true }).then(collectChunks),
    );
    expect(error.message).toContain('Broken');
  });

  it('InternalServerError 502 when upstream cannot be reached or speaks no HTTP', async () => {
    stack.fake.nextAnswer({ resetBeforeHeaders: true });
    expect(await failureOf(openai.chat.completions.create(REQUEST))).toMatchObject({ status: 502 });
    stack.fake.nextAnswer({ body: '<html>Bad gateway</html>', contentType: 'text/html' });
    expect(await failureOf(openai.chat.completions.create(REQUEST))).toMatchObject({ status: 502 });
  });
});

describe('the openai client that aborts', () => {
  it.each([false, true])(
    'closes the request upstream before its answer begins, streamed: %s',
    async (stream) => {
      stack.fake.reset();
      stack.fake.nextAnswer({ stallBeforeHeaders: true });
      const abort = new AbortController();
      const work = failureOf(
        openai.chat.completions.create({ ...REQUEST, stream }, { signal: abort.signal }),
      );
      const upstream = await stack.fake.waitForRequest(1);
      abort.abort();

      expect((await work).constructor.name).toBe('APIUserAbortError');
      expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
    },
  );

  it('closes a stream upstream when it breaks out of its loop', async () => {
    stack.fake.reset();
    stack.fake.nextAnswer({ neverEnding: true, fixture: 'text' });
    for await (const chunk of await openai.chat.completions.create({ ...REQUEST, stream: true })) {
      if (chunk.choices[0]?.delta.content?.includes('and 3')) break;
    }
    const upstream = await stack.fake.waitForRequest(1);
    expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
  });
});
