import OpenAI from 'openai';

import { collectChunks } from './collect-completion.js';
import { lastOf, MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

type Messages = OpenAI.Chat.Completions.ChatCompletionMessageParam[];
type FunctionTool = OpenAI.Chat.Completions.ChatCompletionFunctionTool;

const WEATHER = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
} satisfies FunctionTool;
const CLOCK = {
  type: 'function',
  function: {
    name: 'get_time',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} satisfies FunctionTool;
const QUESTION: Messages = [{ role: 'user', content: 'What is the weather in Paris?' }];

let stack: Stack;
let openai: OpenAI;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
  openai = new OpenAI({ baseURL: stack.openAiUrl, apiKey: MASTER_KEY, maxRetries: 0 });
});
afterAll(() => stack.close());

describe.each(WAYS)('the openai client through $provider', ({ model, system }) => {
  it('gets an answer, and its system message goes up behind what the provider needs', async () => {
    const completion = await openai.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Say hello' },
      ],
      temperature: 0.5,
      stop: ['END'],
    });

    expect(completion).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [
        { index: 0, message: { role: 'assistant', content: 'You said: Say hello' }, finish_reason: 'stop' },
      ],
    });
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
    expect(stack.lastUpstream().body).toEqual({
      model: 'claude-sonnet-4-6',
      max_tokens: 4096,
      system: [...(system ?? []), { type: 'text', text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hello' }] }],
      temperature: 0.5,
      stop_sequences: ['END'],
    });
  });

  it('gets a stream without a usage chunk unless it asks for one', async () => {
    const request = { model, messages: [{ role: 'user', content: 'Hi' }], stream: true } as const;
    const plain = await collectChunks(
      await openai.chat.completions.create({ ...request, messages: [...request.messages] }),
    );
    expect(plain.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('You said: Hi');
    expect(plain.filter(({ usage, choices }) => usage || choices.length === 0)).toEqual([]);

    const counted = await collectChunks(
      await openai.chat.completions.create({
        ...request,
        messages: [...request.messages],
        stream_options: { include_usage: true },
      }),
    );
    expect(lastOf(counted)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } });
    expect(stack.lastUpstream().body).not.toHaveProperty('stream_options');
  });

  it('makes the round trip of a tool: call, result, answer', async () => {
    const first = await openai.chat.completions.create({ model, messages: QUESTION, tools: [WEATHER] });
    const { message, finish_reason } = first.choices[0]!;
    const call = message.tool_calls?.[0];
    expect(finish_reason).toBe('tool_calls');
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } });

    const second = await openai.chat.completions.create({
      model,
      messages: [...QUESTION, message, { role: 'tool', tool_call_id: call!.id, content: 'Sunny, 21 °C' }],
      tools: [WEATHER],
    });
    expect(second.choices[0]?.message.content).toBe('The tool said: Sunny, 21 °C');
    expect(stack.lastUpstream().body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: [
          {
            type: 'tool_use',
            id: call!.id,
            name: 'get_weather',
            input: expect.objectContaining({ location: expect.any(String) }),
          },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call!.id, content: 'Sunny, 21 °C' }] },
    ]);
  });

  it('sends the results of parallel tools up in one message', async () => {
    stack.fake.nextAnswer({ fixture: 'parallel-tools' });
    const first = await openai.chat.completions.create({
      model,
      messages: QUESTION,
      tools: [WEATHER, CLOCK],
    });
    const { message } = first.choices[0]!;
    const calls = message.tool_calls ?? [];
    expect(calls.map((call) => call.type === 'function' && call.function)).toEqual([
      { name: 'get_weather', arguments: '{"location":"Paris"}' },
      { name: 'get_time', arguments: '{"city":"Tokyo"}' },
    ]);

    const results: Messages = calls.map(({ id }) => ({
      role: 'tool',
      tool_call_id: id,
      content: `of ${id}`,
    }));
    await openai.chat.completions.create({
      model,
      messages: [...QUESTION, message, ...results],
      tools: [WEATHER, CLOCK],
    });
    const sent = lastOf<{ role: string; content: { type: string; tool_use_id: string }[] }>(
      stack.lastUpstream().body.messages,
    );
    expect(sent.role).toBe('user');
    expect(sent.content.map(({ type, tool_use_id }) => [type, tool_use_id])).toEqual(
      calls.map(({ id }) => ['tool_result', id]),
    );
  });

  it('gets thinking, and what it sends back goes up unchanged and first', async () => {
    stack.fake.nextAnswer({ fixture: 'thinking-and-tool' });
    const request = { model, tools: [WEATHER], reasoning_effort: 'low' as const };
    const { choices } = await openai.chat.completions.create({ ...request, messages: [...QUESTION] });
    const { message } = choices[0]!;
    expect(message).toMatchObject({
      reasoning_content: 'The weather is a matter for the tool.',
      thinking_blocks: [{ type: 'thinking', signature: expect.any(String) }],
    });
    expect(stack.lastUpstream().body).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low' },
    });

    const result = { role: 'tool', tool_call_id: message.tool_calls![0]!.id, content: 'Rain' } as const;
    await openai.chat.completions.create({ ...request, messages: [...QUESTION, message, result] });
    const { thinking_blocks: blocks } = message as unknown as { thinking_blocks: unknown[] };
    expect(stack.lastUpstream().body.messages[1].content.slice(0, 1)).toEqual(blocks);
  });
});

describe("the openai client's helpers", () => {
  const model = 'claude-sonnet-4-6';

  it('stream() puts a streamed answer with tools together', async () => {
    stack.fake.nextAnswer({ fixture: 'text-and-tool' });
    const stream = openai.chat.completions.stream({ model, messages: QUESTION, tools: [WEATHER] });
    const deltas: string[] = [];
    stream.on('content', (delta) => deltas.push(delta));
    const completion = await stream.finalChatCompletion();

    expect(deltas).toEqual(['Let me', ' look that up.']);
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: 'Let me look that up.',
        tool_calls: [{ function: { name: 'get_weather', arguments: '{"location": "Paris"}' } }],
      },
    });
  });

  it.each([false, true])(
    'runTools() runs the tool and gets the final answer, streamed: %s',
    async (stream) => {
      const asked: unknown[] = [];
      const tool = {
        type: 'function' as const,
        function: {
          ...WEATHER.function,
          parse: JSON.parse as (text: string) => object,
          function: (args: object) => {
            asked.push(args);
            return 'Fog';
          },
        },
      };
      const params = { model, messages: [...QUESTION], tools: [tool] };
      const runner = stream
        ? openai.chat.completions.runTools({ ...params, stream: true })
        : openai.chat.completions.runTools(params);

      expect(await runner.finalContent()).toBe('The tool said: Fog');
      expect(asked).toEqual([{ location: expect.any(String) }]);
    },
  );

  it.each([
    ['with its own structured output', model],
    ['by a forced tool where the model has none', 'claude-sonnet-4-20250514'],
  ])('parse() reads an answer to a JSON schema, %s', async (_way, anyModel) => {
    const schema = {
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
      required: ['name', 'age'],
      additionalProperties: false,
    };
    const completion = await openai.chat.completions.parse({
      model: anyModel,
      messages: [{ role: 'user', content: 'Make up a person' }],
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } },
    });

    const { message, finish_reason } = completion.choices[0]!;
    expect(finish_reason).toBe('stop');
    expect(message.tool_calls ?? []).toEqual([]);
    expect(JSON.parse(message.content ?? '')).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('models.list() and models.retrieve() give the models in the shape of OpenAI', async () => {
    const models = await openai.models.list();
    expect(models.data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['house-sonnet', 'sonnet', 'claude-sonnet-4-6']),
    );
    expect(models.data.map(({ id }) => id)).not.toContain('gpt-4o');
    expect(models.data[0]).toEqual({
      id: expect.any(String),
      object: 'model',
      created: expect.any(Number),
      owned_by: expect.any(String),
    });
    expect(await openai.models.retrieve('house-sonnet')).toMatchObject({
      id: 'house-sonnet',
      object: 'model',
    });
    await expect(openai.models.retrieve('no-such')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });
});
