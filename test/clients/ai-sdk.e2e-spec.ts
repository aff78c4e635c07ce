import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, isStepCount, jsonSchema, type LanguageModel, Output, streamText, tool } from 'ai';

import { MASTER_KEY, type Stack, startStack, WAYS } from './start-stack.js';

const PERSON = jsonSchema<{ name: string; age: number }>({
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
});

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ masterKey: MASTER_KEY });
});
afterAll(() => stack.close());

const DOORS: [string, (model: string) => LanguageModel][] = [
  [
    '@ai-sdk/openai-compatible',
    (model) =>
      createOpenAICompatible({
        name: 'tollgate',
        baseURL: stack.openAiUrl,
        apiKey: MASTER_KEY,
        includeUsage: true,
        supportsStructuredOutputs: true,
      })(model),
  ],
  [
    '@ai-sdk/anthropic with an API key',
    (model) => createAnthropic({ baseURL: stack.openAiUrl, apiKey: MASTER_KEY })(model),
  ],
  [
    '@ai-sdk/anthropic with a token',
    (model) => createAnthropic({ baseURL: stack.openAiUrl, authToken: MASTER_KEY })(model),
  ],
];

const CASES = DOORS.flatMap(([door, modelOf]) =>
  WAYS.map(({ provider, model }) => ({ door, modelOf, provider, model })),
);

describe.each(CASES)('the AI SDK with $door through $provider', ({ modelOf, model: name, provider }) => {
  const common = () => ({ model: modelOf(name), maxRetries: 0 });

  it('generates text', async () => {
    const result = await generateText({
      ...common(),
      system: 'Be brief.',
      prompt: 'Hi',
      maxOutputTokens: 100,
    });

    expect(result.text).toBe('You said: Hi');
    expect(result.finishReason).toBe('stop');
    expect(result.usage.totalTokens).toBeGreaterThan(0);
    expect(result.response.headers).toMatchObject({ 'x-tollgate-provider': provider });
    expect(stack.lastUpstream().body).toMatchObject({ model: 'claude-sonnet-4-6', max_tokens: 100 });
  });

  it('streams text, reasoning and usage', async () => {
    stack.fake.nextAnswer({ fixture: 'thinking' });
    const result = streamText({ ...common(), prompt: 'Hi' });
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);

    expect(pieces.join('')).toBe('The answer is 144.');
    expect(await result.reasoningText).toBe('Twelve times twelve is 144.');
    expect(await result.usage).toMatchObject({ inputTokens: 12, outputTokens: 31 });
    expect(await result.finishReason).toBe('stop');
  });

  it.each([
    ['generateText', generateText],
    ['streamText', streamText],
  ])('runs tools until the answer is there, with %s', async (_name, run) => {
    const asked: unknown[] = [];
    const weather = tool({
      description: 'The weather in a city.',
      inputSchema: jsonSchema<{ location: string }>({
        type: 'object',
        properties: { location: { type: 'string' } },
        required: ['location'],
      }),
      execute: async (input) => {
        asked.push(input);
        return 'Sunny';
      },
    });
    const result = await run({
      ...common(),
      prompt: 'What is the weather in Paris?',
      tools: { get_weather: weather },
      stopWhen: isStepCount(3),
    });

    expect(await result.text).toBe('The tool said: Sunny');
    expect(asked).toEqual([{ location: expect.any(String) }]);
    expect(await result.steps).toHaveLength(2);
  });

  it('generates an object', async () => {
    const { output } = await generateText({
      ...common(),
      prompt: 'Make up a person',
      output: Output.object({ schema: PERSON, name: 'person' }),
    });
    expect(output).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('throws what the gateway says', async () => {
    stack.fake.nextAnswer({ status: 429, retryAfter: 2 });
    await expect(generateText({ ...common(), prompt: 'Hi' })).rejects.toMatchObject({
      statusCode: 429,
      isRetryable: true,
      responseHeaders: { 'retry-after': '2' },
    });
  });

  it('closes the request upstream when it aborts', async () => {
    stack.fake.reset();
    stack.fake.nextAnswer({ stallBeforeHeaders: true });
    const abort = new AbortController();
    const work = generateText({ ...common(), prompt: 'Hi', abortSignal: abort.signal });
    const failure = expect(work).rejects.toThrow();
    const upstream = await stack.fake.waitForRequest(1);
    abort.abort();

    await failure;
    expect((await stack.fake.waitForClosed(upstream, 1000)).closedByClientAt).toBeDefined();
  });
});
