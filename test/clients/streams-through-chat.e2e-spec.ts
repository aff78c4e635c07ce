import OpenAI from 'openai';

import type { FakeEvent, JsonObject } from '../fake-anthropic/start-fake-anthropic.mjs';
import { collectChunks, factsOfChunks, factsOfCompletion } from './collect-completion.js';
import { expectedCompletion } from './expected-completion.js';
import { answerOfFake, lastOf, type Stack, startStack } from './start-stack.js';
import { allStreams } from './streams.js';

const REQUEST = {
  model: 'claude-sonnet-4-6',
  messages: [{ role: 'user', content: 'Hi' }],
} satisfies OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;
const STREAM_REQUEST = { ...REQUEST, stream: true, stream_options: { include_usage: true } } as const;

/** Cutting a long stream at every byte takes seconds. */
const MOST_BYTES_TO_CUT = 1_500;

let stack: Stack;
let openai: OpenAI;

beforeAll(async () => {
  stack = await startStack();
  openai = new OpenAI({ baseURL: stack.openAiUrl, apiKey: 'unused', maxRetries: 0 });
});
afterAll(() => stack.close());

describe('a chat completion of the openai client (recorded streams where their folder is present)', () => {
  describe.each(allStreams)('$name', ({ events: eventsOf }) => {
    let events: FakeEvent[];
    beforeAll(async () => {
      events = await eventsOf(stack.fake);
    });

    it('streams exactly what the events say', async () => {
      stack.fake.nextAnswer({ events });
      const chunks = await collectChunks(await openai.chat.completions.create(STREAM_REQUEST));

      expect(factsOfChunks(chunks)).toEqual(expectedCompletion(events));
      expectWellFormed(chunks);
    });

    it('streams the same when upstream cuts its bytes anywhere', async () => {
      const size = JSON.stringify(events).length > MOST_BYTES_TO_CUT ? 509 : 1;
      stack.fake.nextAnswer({ events, cutSizes: size, lineEnding: '\r\n', padding: true });
      const chunks = await collectChunks(await openai.chat.completions.create(STREAM_REQUEST));

      expect(factsOfChunks(chunks)).toEqual(expectedCompletion(events));
      expectWellFormed(chunks);
    });

    it('answers whole with the same facts', async () => {
      stack.fake.nextAnswer({ events });
      const facts = factsOfCompletion(await openai.chat.completions.create(REQUEST));

      const message = JSON.parse((await answerOfFake(stack.fake, { events })).toString());
      const expected = expectedCompletion(events);
      expect(facts).toEqual({ ...expected, toolCalls: expect.any(Array), signatures: expect.any(Array) });
      expect(facts.toolCalls.map(withParsedArguments)).toEqual(
        message.content
          .filter(({ type }: JsonObject) => type === 'tool_use')
          .map(({ id, name, input }: JsonObject) => ({ id, name, input })),
      );
    });
  });
});

function withParsedArguments({ id, name, arguments: text }: { id: string; name: string; arguments: string }) {
  return { id, name, input: JSON.parse(text) };
}

/** What holds for the chunks of every stream. */
function expectWellFormed(chunks: OpenAI.Chat.Completions.ChatCompletionChunk[]): void {
  const usageChunk = lastOf(chunks);
  const answerChunks = chunks.slice(0, -1);
  expect(
    new Set(chunks.map(({ id, created, model, object }) => `${id} ${created} ${model} ${object}`)).size,
  ).toBe(1);
  expect(usageChunk).toMatchObject({ model: REQUEST.model, choices: [], object: 'chat.completion.chunk' });
  expect(usageChunk.id).toMatch(/^chatcmpl-./);
  expect(answerChunks.map(({ choices }) => choices.length)).toEqual(answerChunks.map(() => 1));
  expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant' });
  const finish = answerChunks.filter(({ choices }) => choices[0]?.finish_reason !== null);
  expect(finish).toEqual([lastOf(answerChunks)]);
  expect(finish[0]?.choices[0]?.delta).toEqual({});
}
