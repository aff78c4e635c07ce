import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from '@anthropic-ai/sdk';

import { MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

const QUESTION = { role: 'user', content: 'What is the weather in Paris?' } as const;
const WEATHER: Anthropic.Tool = {
  name: 'get_weather',
  input_schema: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};

let stack: Stack;
let client: Anthropic;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
  client = new Anthropic({ baseURL: stack.gateway.url, apiKey: MASTER_KEY, maxRetries: 0 });
});
afterAll(() => stack.close());

describe.each(WAYS)('the Anthropic client through $provider', ({ model, system, credential }) => {
  const request = { model, max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };

  it('gets a message, and sees the version that it asked for go up', async () => {
    const message = await client.messages.create(request);

    expect(message).toMatchObject({
      type: 'message',
      model: 'claude-sonnet-4-6',
      content: [{ type: 'text', text: 'You said: Hi' }],
      stop_reason: 'end_turn',
    });
    const { headers, body } = stack.lastUpstream();
    expect(headers['anthropic-version']).toBe('2026-10-21');
    expect({ authorization: headers.authorization, 'x-api-key': headers['x-api-key'] }).toEqual(credential);
    expect(body).toEqual({ ...request, model: 'claude-sonnet-4-6', ...(system && { system }) });
  });

  it('gets in with its key as a bearer token and as authToken', async () => {
    for (const options of [
      { apiKey: MASTER_KEY },
      { authToken: MASTER_KEY },
      { apiKey: null, authToken: MASTER_KEY },
    ]) {
      const other = new Anthropic({ baseURL: stack.gateway.url, maxRetries: 0, ...options });
      expect((await other.messages.create(request)).content).toHaveLength(1);
    }
  });

  it('adds a stream up to the final message', async () => {
    stack.fake.nextAnswer({ fixture: 'thinking-and-tool' });
    const stream = client.messages.stream({ ...request, messages: [QUESTION], tools: [WEATHER] });
    const texts: string[] = [];
    stream.on('text', (text) => texts.push(text));
    const message = await stream.finalMessage();

    expect(texts.join('')).toBe('I will check.');
    expect(message).toMatchObject({
      content: [
        {
          type: 'thinking',
          thinking: 'The weather is a matter for the tool.',
          signature: expect.any(String),
        },
        { type: 'text' },
        { type: 'tool_use', name: 'get_weather', input: { location: 'Paris' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 12, output_tokens: 24 },
    });
  });

  it('makes the round trip of a tool', async () => {
    const first = await client.messages.create({ ...request, messages: [QUESTION], tools: [WEATHER] });
    const call = first.content.find(({ type }) => type === 'tool_use') as Anthropic.ToolUseBlock;
    const result = { type: 'tool_result' as const, tool_use_id: call.id, content: 'Sunny' };
    const second = await client.messages.create({
      ...request,
      messages: [
        QUESTION,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [result] },
      ],
      tools: [WEATHER],
    });
    expect(second.content).toMatchObject([{ type: 'text', text: 'The tool said: Sunny' }]);
  });

  it('sends its betas through beta.messages', async () => {
    const message = await client.beta.messages.create({
      ...request,
      betas: ['context-management-2025-06-27'],
      context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
    });

    expect(message.content).toMatchObject([{ type: 'text' }]);
    const { headers, body, query } = stack.lastUpstream();
    expect(headers['anthropic-beta']?.split(',')).toContain('context-management-2025-06-27');
    expect(body.context_management).toEqual({ edits: [{ type: 'clear_tool_uses_20250919' }] });
    expect(query).toEqual({});
  });

  it('streams through beta.messages', async () => {
    const stream = client.beta.messages.stream({ ...request, betas: ['some-beta-1'] });
    expect(await stream.finalText()).toBe('You said: Hi');
    expect(stack.lastUpstream().headers['anthropic-beta']?.split(',')).toContain('some-beta-1');
  });

  it('has its tokens counted by upstream, with the system prompt that will be sent', async () => {
    stack.fake.nextAnswer({ body: { input_tokens: 1234 } }, { route: 'count_tokens' });
    const { max_tokens: _, ...counted } = request;
    expect(await client.messages.countTokens(counted)).toEqual({ input_tokens: 1234 });

    const { path, body } = stack.lastUpstream();
    expect(path).toBe('/v1/messages/count_tokens');
    expect(body).toEqual({ ...counted, model: 'claude-sonnet-4-6', ...(system && { system }) });
  });
});

describe('the Anthropic client', () => {
  const request = {
    model: 'claude-sonnet-4-6',
    max_tokens: 100,
    messages: [{ role: 'user' as const, content: 'Hi' }],
  };

  async function failureOf(work: Promise<unknown>): Promise<APIError> {
    const error = await work.then(
      () => new Error('It worked.'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof APIError)) throw error;
    return error;
  }

  it('lists the models page by page', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list({ limit: 5 })) {
      expect(model).toMatchObject({
        type: 'model',
        display_name: expect.any(String),
        created_at: expect.any(String),
      });
      ids.push(model.id);
    }
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['house-sonnet', 'claude-opus-4-5']));
    expect(await client.models.retrieve('claude-sonnet-4-6')).toMatchObject({
      display_name: 'Claude Sonnet 4.6',
    });
  });

  it.each([
    [400, BadRequestError],
    [404, NotFoundError],
    [429, RateLimitError],
    [500, InternalServerError],
    [529, InternalServerError],
  ])("throws for upstream's %d what it throws without a gateway", async (status, errorClass) => {
    const request_id = 'req_011CUpstream';
    const body = { type: 'error', error: { type: 'some_error', message: 'Upstream says no.' }, request_id };
    stack.fake.nextAnswer({ status, body, retryAfter: 5, headers: { 'request-id': request_id } });
    const error = await failureOf(client.messages.create(request));

    expect(error).toBeInstanceOf(errorClass);
    expect(error).toMatchObject({ status, error: body, requestID: request_id });
    expect(error.headers?.get('retry-after')).toBe('5');
  });

  it('throws with a request id for what the gateway refuses itself', async () => {
    const stranger = new Anthropic({ baseURL: stack.gateway.url, apiKey: 'sk-wrong', maxRetries: 0 });
    const refused = await failureOf(stranger.messages.create(request));
    expect(refused).toBeInstanceOf(AuthenticationError);
    expect(refused.error).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
    expect(refused.requestID).toMatch(/^req_/);

    const unknown = await failureOf(client.messages.create({ ...request, model: 'gpt-9' }));
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toMatchObject({ type: 'not_found_error', requestID: expect.stringMatching(/^req_/) });
  });

  it('sees an overload that upstream tells after its 200 as 529, and tries again', async () => {
    stack.fake.nextAnswer({ firstEventIsError: true });
    const error = await failureOf(client.messages.create({ ...request, stream: true }));
    expect(error).toMatchObject({ status: 529, type: 'overloaded_error' });
  });

  it('throws for an error in the middle of a stream', async () => {
    stack.fake.nextAnswer({
      fixture: 'text',
      errorEventAfter: { events: 5, type: 'api_error', message: 'Broken' },
    });
    const error = await failureOf(client.messages.stream(request).finalMessage());
    expect(error.message).toContain('Broken');
  });

  it.each([false, true])(
    'closes the request upstream when it aborts before the answer begins, streamed: %s',
    async (stream) => {
      stack.fake.reset();
      stack.fake.nextAnswer({ stallBeforeHeaders: true });
      const abort = new AbortController();
      const work = failureOf(client.messages.create({ ...request, stream }, { signal: abort.signal }));
      const upstream = await stack.fake.waitForRequest(1);
      abort.abort();

      expect((await work).constructor.name).toBe('APIUserAbortError');
      expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
    },
  );

  it('closes the request upstream when it aborts in the middle of a stream', async () => {
    stack.fake.reset();
    stack.fake.nextAnswer({ fixture: 'text', stallAfterEvents: 5 });
    const stream = client.messages.stream(request);
    stream.on('text', () => stream.abort());
    expect((await failureOf(stream.finalMessage())).constructor.name).toBe('APIUserAbortError');

    const upstream = await stack.fake.waitForRequest(1);
    expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
  });
});
