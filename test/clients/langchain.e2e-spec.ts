import {
  AIMessage,
  type AIMessageChunk,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';

import { MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

const LOCATION_SCHEMA = {
  type: 'object',
  properties: { location: { type: 'string' } },
  required: ['location'],
} as const;
const PERSON_SCHEMA = {
  title: 'Person',
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
} as const;

const weather = tool(() => 'Sunny', {
  name: 'get_weather',
  description: 'The weather in a city.',
  schema: LOCATION_SCHEMA,
});

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

function chatModel(model: string): ChatOpenAI {
  return new ChatOpenAI({
    model,
    apiKey: MASTER_KEY,
    configuration: { baseURL: stack.openAiUrl },
    maxRetries: 0,
  });
}

describe.each(WAYS)("LangChain's ChatOpenAI through $provider", ({ model, system }) => {
  it('invokes', async () => {
    const answer = await chatModel(model).invoke([new SystemMessage('Be brief.'), new HumanMessage('Hi')]);

    expect(answer.text).toBe('You said: Hi');
    expect(answer.usage_metadata?.total_tokens).toBeGreaterThan(0);
    expect(answer.response_metadata.finish_reason).toBe('stop');
    expect(stack.lastUpstream().body.system).toEqual([
      ...(system ?? []),
      { type: 'text', text: 'Be brief.' },
    ]);
  });

  it('streams, with the usage at the end', async () => {
    stack.fake.nextAnswer({ fixture: 'unicode' });
    let whole: AIMessageChunk | undefined;
    for await (const chunk of await chatModel(model).stream('Hi')) whole = whole?.concat(chunk) ?? chunk;

    expect(whole?.text).toMatch(/^Grüße, 世界! 🎉👩‍👩‍👧‍👦.*🇫🇷\.$/s);
    expect(whole?.usage_metadata).toMatchObject({ input_tokens: 12, output_tokens: 24 });
  });

  it('has a tool called and takes its result back', async () => {
    const bound = chatModel(model).bindTools([weather]);
    const question = new HumanMessage('What is the weather in Paris?');
    const call = await bound.invoke([question]);
    expect(call.tool_calls).toMatchObject([{ name: 'get_weather', args: { location: expect.any(String) } }]);

    const result = new ToolMessage({ content: 'Sunny', tool_call_id: call.tool_calls![0]!.id! });
    const answer = await bound.invoke([question, call, result]);
    expect(answer).toBeInstanceOf(AIMessage);
    expect(answer.text).toBe('The tool said: Sunny');
  });

  it('streams the arguments of parallel tools', async () => {
    stack.fake.nextAnswer({ fixture: 'parallel-tools' });
    let whole: AIMessageChunk | undefined;
    for await (const chunk of await chatModel(model).bindTools([weather]).stream('Hi')) {
      whole = whole?.concat(chunk) ?? chunk;
    }
    expect(whole?.tool_calls).toMatchObject([
      { name: 'get_weather', args: { location: 'Paris' }, id: expect.stringMatching(/^toolu_/) },
      { name: 'get_time', args: { city: 'Tokyo' }, id: expect.stringMatching(/^toolu_/) },
    ]);
  });

  it.each(['jsonSchema', 'functionCalling', 'jsonMode'] as const)(
    'reads a structured answer with %s',
    async (method) => {
      if (method === 'jsonMode') {
        const message = {
          content: [{ type: 'text', text: '{"name":"Ada","age":36}' }],
          stop_reason: 'end_turn',
        };
        const envelope = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', stop_sequence: null };
        stack.fake.nextAnswer({
          body: { ...envelope, ...message, usage: { input_tokens: 1, output_tokens: 1 } },
        });
      }
      const structured = chatModel(model).withStructuredOutput(PERSON_SCHEMA, { method });
      expect(await structured.invoke('Make up a person')).toEqual({
        name: expect.any(String),
        age: expect.any(Number),
      });
    },
  );

  it('throws what the gateway says', async () => {
    await expect(chatModel('gpt-9').invoke('Hi')).rejects.toMatchObject({ status: 404 });
    stack.fake.nextAnswer({ status: 529 });
    await expect(chatModel(model).invoke('Hi')).rejects.toMatchObject({ status: 503 });
  });
});
