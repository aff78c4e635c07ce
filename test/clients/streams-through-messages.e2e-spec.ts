import Anthropic from '@anthropic-ai/sdk';

import type { AnswerSpec, FakeEvent } from '../fake-anthropic/start-fake-anthropic.mjs';
import { answerOfFake, eventsIn, type Stack, startStack, WAYS } from './start-stack.js';
import { allStreams, recordedMessages } from './streams.js';

const REQUEST = {
  model: 'anthropic/claude-sonnet-4-6',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Hi' }],
};
/** Cutting a long stream at every byte takes seconds. */
const MOST_BYTES_TO_CUT = 1_500;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

async function throughGateway(answer: AnswerSpec, request: object): Promise<Buffer> {
  stack.fake.nextAnswer(answer);
  const response = await stack.post('/v1/messages', { ...REQUEST, ...request });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('/v1/messages (recorded streams where their folder is present)', () => {
  describe.each(allStreams)('$name', ({ events: eventsOf }) => {
    let events: FakeEvent[];
    beforeAll(async () => {
      events = await eventsOf(stack.fake);
    });

    it.each<[string, AnswerSpec]>([
      ['in one piece', {}],
      ['padded, as the real API does it', { padding: true }],
      ['with CRLF', { lineEnding: '\r\n' }],
      ['with everything outside ASCII escaped', { escapeNonAscii: true }],
      ['in pieces of seven bytes, which cuts characters', { cutSizes: 7 }],
    ])('comes through byte for byte %s', async (_how, { cutSizes, ...misbehaviour }) => {
      const answer = { events, ...misbehaviour };
      const sent = await answerOfFake(stack.fake, answer, { stream: true });
      const size = sent.length > MOST_BYTES_TO_CUT ? 509 : cutSizes;
      const received = await throughGateway({ ...answer, cutSizes: cutSizes && size }, { stream: true });

      expect(received.equals(sent)).toBe(true);
    });

    it('comes through byte for byte when it is not streamed', async () => {
      const sent = await answerOfFake(stack.fake, { events });
      expect((await throughGateway({ events }, {})).equals(sent)).toBe(true);
    });

    it('adds up in the Anthropic client to what it adds up to without a gateway', async () => {
      const client = new Anthropic({ baseURL: stack.gateway.url, apiKey: 'unused', maxRetries: 0 });
      stack.fake.nextAnswer({ events });
      const received: unknown[] = [];
      for await (const event of await client.messages.create({ ...REQUEST, stream: true }))
        received.push(event);

      expect(received).toEqual(events.filter(({ type }) => type !== 'ping'));
    });
  });

  it.each(['text', 'tool-use', 'unicode', 'thinking'] as const)(
    'comes through byte for byte when every byte of "%s" is a read of its own',
    async (fixture) => {
      const events = eventsIn(await answerOfFake(stack.fake, { fixture }, { stream: true }));
      for (const lineEnding of ['\n', '\r\n'] as const) {
        const sent = await answerOfFake(stack.fake, { events, lineEnding }, { stream: true });
        const received = await throughGateway({ events, lineEnding, cutSizes: 1 }, { stream: true });
        expect(received.toString()).toBe(sent.toString());
      }
    },
  );

  it('comes through byte for byte whichever byte of a four-byte character a read ends after', async () => {
    const events = eventsIn(await answerOfFake(stack.fake, { fixture: 'unicode' }, { stream: true }));
    const sent = await answerOfFake(stack.fake, { events }, { stream: true });
    const at = sent.indexOf(Buffer.from('🎉'));
    for (const cutAt of [[at + 1], [at + 2], [at + 3], [at + 1, at + 2, at + 3]]) {
      const received = await throughGateway({ events, cutAt }, { stream: true });
      expect(received.equals(sent)).toBe(true);
    }
  });

  it.each(WAYS)('passes whole recorded answers byte for byte through $provider', async ({ model }) => {
    for (const { name, bytes } of recordedMessages) {
      const received = await throughGateway({ body: bytes }, { model });
      expect({ name, isSame: received.equals(bytes) }).toEqual({ name, isSame: true });
    }
  });
});
