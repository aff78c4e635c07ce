import Anthropic from '@anthropic-ai/sdk';
import type { FakeAnthropic, FixtureName, JsonObject } from './start-fake-anthropic.mjs';
import { startFakeAnthropic } from './start-fake-anthropic.mjs';

const MODEL = 'claude-opus-4-6';
const WEATHER_TOOL = {
  name: 'get_weather',
  input_schema: {
    type: 'object' as const,
    properties: { location: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] } },
    required: ['location'],
  },
};

function ask(content: string, more: JsonObject = {}) {
  return {
    model: MODEL,
    max_tokens: 1000,
    messages: [{ role: 'user' as const, content }],
    ...more,
  } as Anthropic.MessageCreateParamsNonStreaming;
}

describe('the fake Anthropic API, asked by the official client', () => {
  let fake: FakeAnthropic;
  let client: Anthropic;

  beforeAll(async () => {
    fake = await startFakeAnthropic({ apiKeys: ['sk-good'], allowBearerKeys: true });
    client = new Anthropic({ apiKey: 'sk-good', baseURL: fake.origin, maxRetries: 0 });
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  describe('with nothing queued', () => {
    it('echoes what the caller said', async () => {
      const message = await client.messages.create(ask('Good morning'));

      expect(message).toMatchObject({
        type: 'message',
        model: MODEL,
        content: [{ type: 'text', text: 'You said: Good morning' }],
        stop_reason: 'end_turn',
        usage: { output_tokens: 4 },
      });
    });

    it('counts a quarter of the body bytes as input, the same in both kinds of answer', async () => {
      const streamed = await client.messages.stream(ask('Good morning')).finalMessage();

      const bytes = fake.requests[0]?.rawBody.length ?? 0;
      expect(streamed.usage.input_tokens).toBe(Math.ceil(bytes / 4));
    });

    it('streams word by word', async () => {
      const deltas: string[] = [];
      const stream = client.messages.stream(ask('one two three'));
      stream.on('text', (delta) => deltas.push(delta));

      await stream.done();

      expect(deltas).toEqual(['You ', 'said: ', 'one ', 'two ', 'three']);
    });

    it('uses a tool when the prompt is about the weather', async () => {
      const message = await client.messages.create(ask('How is the weather?', { tools: [WEATHER_TOOL] }));

      expect(message.stop_reason).toBe('tool_use');
      expect(message.content).toMatchObject([
        { type: 'tool_use', name: 'get_weather', input: { location: 'Paris', unit: 'celsius' } },
      ]);
    });

    it('uses no tool when the caller wants none', async () => {
      const parameters = { tools: [WEATHER_TOOL], tool_choice: { type: 'none' } };

      const message = await client.messages.create(ask('How is the weather?', parameters));

      expect(message.content[0]?.type).toBe('text');
    });

    it('uses the one tool that is forced', async () => {
      const tools = [WEATHER_TOOL, { name: 'get_time', input_schema: { type: 'object' } }];
      const choice = { type: 'tool', name: 'get_time' };

      const message = await client.messages.create(ask('Hello', { tools, tool_choice: choice }));

      expect(message.content).toMatchObject([{ type: 'tool_use', name: 'get_time', input: {} }]);
    });

    it('reports what a tool said', async () => {
      const messages = [
        { role: 'user', content: 'Use the tool' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '21 degrees' }] },
      ];

      const message = await client.messages.create(ask('', { messages, tools: [WEATHER_TOOL] }));

      expect(message.content).toMatchObject([{ type: 'text', text: 'The tool said: 21 degrees' }]);
    });

    it.each([
      ['enabled with a budget', 'claude-opus-4-5', { type: 'enabled', budget_tokens: 2000 }],
      ['adaptive', 'claude-opus-5', { type: 'adaptive' }],
    ])('thinks first when thinking is %s', async (_, model, thinking) => {
      const parameters = { model, thinking, max_tokens: 4000 };

      const message = await client.messages.stream(ask('Hello', parameters)).finalMessage();

      expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
      expect(message.content[0]).toMatchObject({ signature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) });
    });

    it('answers a JSON schema with JSON that satisfies it', async () => {
      const schema = {
        type: 'object',
        properties: {
          city: { type: 'string' },
          size: { type: 'integer' },
          tags: { type: 'array', items: { $ref: '#/$defs/tag' } },
          mayor: { anyOf: [{ type: 'null' }, { type: 'string' }] },
        },
        required: ['city', 'size', 'tags', 'mayor'],
        additionalProperties: false,
        $defs: { tag: { enum: ['old', 'new'] } },
      };

      const message = await client.messages.create(
        ask('Describe a city', { output_config: { format: { type: 'json_schema', schema } } }),
      );

      const [block] = message.content;
      expect(JSON.parse(block?.type === 'text' ? block.text : '')).toEqual({
        city: 'Paris',
        size: 1,
        tags: ['old'],
        mayor: 'sample mayor',
      });
    });

    it('ends at max_tokens and at a stop sequence', async () => {
      const cut = await client.messages.create(ask('one two three', { max_tokens: 3 }));
      const stopped = await client.messages.create(ask('one two three', { stop_sequences: ['two'] }));

      expect(cut).toMatchObject({ stop_reason: 'max_tokens', content: [{ text: 'You said: one ' }] });
      expect(stopped).toMatchObject({
        stop_reason: 'stop_sequence',
        stop_sequence: 'two',
        content: [{ text: 'You said: one ' }],
      });
    });
  });

  describe('fixtures', () => {
    const names: FixtureName[] = [
      'text',
      'empty',
      'tool-use',
      'tool-without-arguments',
      'parallel-tools',
      'text-and-tool',
      'thinking',
      'thinking-and-tool',
      'redacted-thinking',
      'web-search',
      'mcp',
      'code-execution',
      'refusal',
      'json-by-tool',
      'max-tokens',
      'stop-sequence',
      'pause-turn',
      'context-window-exceeded',
      'unicode',
      'escaped-unicode',
      'long-text',
      'padded',
      'pings',
      'cache-usage',
      'delta-input-tokens',
    ];

    it.each(names)('%s says the same streamed and whole', async (fixture) => {
      fake.nextAnswer({ fixture, times: 2 });

      const streamed = await client.beta.messages.stream(ask('Hello') as never).finalMessage();
      const whole = await client.beta.messages.create(ask('Hello') as never);

      const { id: _, ...content } = JSON.parse(JSON.stringify(streamed));
      expect(content.content).toEqual((whole as unknown as JsonObject).content);
      expect(content).toMatchObject({
        model: MODEL,
        stop_reason: (whole as unknown as JsonObject).stop_reason,
        stop_sequence: (whole as unknown as JsonObject).stop_sequence,
        usage: { output_tokens: (whole as unknown as JsonObject).usage.output_tokens },
      });
    });

    it('escaped unicode is plain ASCII on the wire and the same text to a reader', async () => {
      fake.nextAnswer({ fixture: 'escaped-unicode' });
      fake.nextAnswer({ fixture: 'unicode' });

      const escaped = await post({ stream: true });
      const plain = await post({ stream: true });

      const escapedBody = await escaped.text();
      expect(Buffer.byteLength(escapedBody)).toBe(escapedBody.length);
      expect(textOf(escapedBody)).toBe(textOf(await plain.text()));
      expect(textOf(escapedBody)).toContain('🎉👩‍👩‍👧‍👦 𝒳 \u2028 and \u2029 "quoted"');
    });

    it('a padded event has spaces before its last brace', async () => {
      fake.nextAnswer({ fixture: 'padded' });

      const body = await (await post({ stream: true })).text();

      expect(body).toMatch(/"}} {9}}\n\n|"} {9}}\n\n/);
    });

    it('cache usage tells five-minute from one-hour writes', async () => {
      fake.nextAnswer({ fixture: 'cache-usage' });

      const { usage } = await client.messages.stream(ask('Hello')).finalMessage();

      expect(usage).toMatchObject({
        input_tokens: 5,
        cache_creation_input_tokens: 1500,
        cache_read_input_tokens: 20_000,
        cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 1000 },
      });
    });

    it('long text has as many deltas as asked for', async () => {
      fake.nextAnswer({ fixture: 'long-text', chunks: 3000 });

      const body = await (await post({ stream: true })).text();

      expect(body.match(/event: content_block_delta/g)).toHaveLength(3000);
    });
  });

  describe("the caller's own answers", () => {
    const message = {
      id: 'msg_own',
      type: 'message',
      role: 'assistant',
      model: MODEL,
      content: [
        { type: 'thinking', thinking: 'Two words.', signature: 'c2ln' },
        { type: 'text', text: 'My own' },
        { type: 'tool_use', id: 'toolu_own', name: 'get_time', input: { city: 'Łódź' } },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 2 },
    };

    it('a whole message is streamed when a stream is asked for', async () => {
      fake.nextAnswer({ message });

      const streamed = await client.messages.stream(ask('Hello')).finalMessage();

      expect(streamed).toMatchObject(message);
    });

    it('events are joined when a whole message is asked for', async () => {
      fake.nextAnswer({
        events: [
          { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Joined' } },
          { type: 'content_block_stop', index: 0 },
          { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
          { type: 'message_stop' },
        ],
      });

      const whole = await client.messages.create(ask('Hello'));

      expect(whole).toMatchObject({
        content: [{ type: 'text', text: 'Joined' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 3, output_tokens: 9 },
      });
    });

    it('an answer may depend on the request', async () => {
      fake.answerAll((request) => ({ message: { ...message, id: `msg_${request.number}` } }));

      await client.messages.create(ask('Hello'));
      const second = await client.messages.create(ask('Hello'));

      expect(second.id).toBe('msg_2');
    });

    it('queued answers come first and in order, then the default', async () => {
      fake.answerAll({ status: 529 });
      fake.nextAnswer({ status: 500 });
      fake.nextAnswer({ fixture: 'text', times: 2 });

      const statuses = [];
      for (let count = 0; count < 4; count += 1) statuses.push((await post({})).status);

      expect(statuses).toEqual([500, 200, 200, 529]);
    });

    it.each([
      [400, 'invalid_request_error'],
      [401, 'authentication_error'],
      [402, 'billing_error'],
      [403, 'permission_error'],
      [404, 'not_found_error'],
      [413, 'request_too_large'],
      [429, 'rate_limit_error'],
      [500, 'api_error'],
      [504, 'timeout_error'],
      [529, 'overloaded_error'],
    ])('status %i comes with the envelope of %s', async (status, type) => {
      fake.nextAnswer({ status, retryAfter: 7 });

      const response = await post({});

      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe('7');
      expect(await response.json()).toEqual({
        type: 'error',
        error: { type, message: expect.any(String) },
        request_id: response.headers.get('request-id'),
      });
    });
  });

  describe('the other routes', () => {
    it('counts tokens', async () => {
      const counted = await client.messages.countTokens({ model: MODEL, messages: ask('Hello').messages });

      expect(counted.input_tokens).toBeGreaterThan(5);
    });

    it('can be told how count_tokens fails without disturbing messages', async () => {
      fake.nextAnswer({ status: 529, route: 'count_tokens' });

      const message = await client.messages.create(ask('Hello'));
      const counting = client.messages.countTokens({ model: MODEL, messages: ask('Hello').messages });

      expect(message.type).toBe('message');
      await expect(counting).rejects.toThrow(/529/);
    });

    it('lists every model once over pages of three', async () => {
      const ids: string[] = [];
      for await (const model of client.models.list({ limit: 3 })) ids.push(model.id);

      expect(ids).toContain('claude-sonnet-4-5-20250929');
      expect(new Set(ids).size).toBe(ids.length);
      expect(fake.requests.length).toBe(Math.ceil(ids.length / 3));
    });

    it('describes a model by its id or its alias', async () => {
      const model = await client.models.retrieve('claude-sonnet-4-5');

      expect(model).toMatchObject({
        id: 'claude-sonnet-4-5-20250929',
        type: 'model',
        display_name: 'Claude Sonnet 4.5',
        max_tokens: 64_000,
      });
    });

    it.each(['/v1/models/claude-nothing', '/v1/nothing', '/'])('answers 404 for %s', async (path) => {
      const response = await fetch(`${fake.origin}${path}`, { headers: headersOf('sk-good') });

      expect(response.status).toBe(404);
      expect(((await response.json()) as JsonObject).error.type).toBe('not_found_error');
    });

    it('answers HEAD / with 404 and no body', async () => {
      const response = await fetch(fake.origin, { method: 'HEAD' });

      expect([response.status, await response.text()]).toEqual([404, '']);
    });
  });

  describe('the record of what was received', () => {
    it('keeps method, path, query, headers, the parsed and the raw body, and the outcome', async () => {
      await client.messages.create(ask('Hello'), { query: { beta: 'true' } });

      const request = fake.requests[0];
      expect(request).toMatchObject({
        number: 1,
        method: 'POST',
        path: '/v1/messages',
        query: { beta: 'true' },
        body: { model: MODEL },
        answeredStatus: 200,
        closedByClientAt: undefined,
      });
      expect(request?.headers.authorization).toBe('Bearer sk-good');
      expect(request?.rawHeaders).toContain('Bearer sk-good');
      expect(JSON.parse(request?.rawBody.toString() ?? '')).toEqual(request?.body);
      expect((await fake.waitForClosed(request!)).completed).toBe(true);
    });

    it('tells of the nth request when it has come, and says what it waited for in vain', async () => {
      const second = fake.waitForRequest(2);
      await post({});
      await post({ max_tokens: 77 });

      expect((await second).body.max_tokens).toBe(77);
      await expect(fake.waitForRequest(3, 20)).rejects.toThrow('request 3 (2 received)');
    });

    it('keeps only as many requests as it was told to', async () => {
      const small = await startFakeAnthropic({ keepRequests: 2 });
      for (let count = 0; count < 5; count += 1) await fetch(small.origin);

      expect(small.requests.map(({ number }) => number)).toEqual([4, 5]);
      await small.close();
    });

    it('is capped, and none is open after two thousand streams', async () => {
      const workers = Array.from({ length: 20 }, async () => {
        for (let count = 0; count < 100; count += 1) await (await post({ stream: true })).text();
      });
      await Promise.all(workers);

      await fake.waitForOpenRequests(0);
      expect(fake.requests).toHaveLength(1000);
    });
  });

  function post(changes: JsonObject): Promise<Response> {
    return fetch(`${fake.origin}/v1/messages`, {
      method: 'POST',
      headers: headersOf('sk-good'),
      body: JSON.stringify(ask('Hello', changes)),
    });
  }
});

function headersOf(apiKey: string) {
  return { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
}

/** The text of a streamed body, read the plain way: one JSON a `data:` line. */
function textOf(body: string): string {
  const lines = body.split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => JSON.parse(line.slice(6)).delta?.text ?? '').join('');
}
