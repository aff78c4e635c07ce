import type { FakeEvent } from '../fake-anthropic/start-fake-anthropic.mjs';
import { answerOfFake, eventsIn, readJson, type Stack, startStack, WAYS } from './start-stack.js';

const MESSAGES = [{ role: 'user', content: 'Hi' }];
const DOORS = ['/v1/chat/completions', '/v1/messages'];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

function stream(path: string, body: object = {}): Promise<Response> {
  return stack.post(path, {
    model: 'claude-sonnet-4-6',
    max_tokens: 50,
    messages: MESSAGES,
    stream: true,
    ...body,
  });
}

/** The chunks of a chat stream, which ends in `[DONE]`. */
async function chunksOf(response: Response) {
  const frames = (await response.text()).split('\n\n');
  expect(frames.slice(-2)).toEqual(['data: [DONE]', '']);
  return frames.slice(0, -2).map((frame) => {
    expect(frame).toMatch(/^data: \{[^\n]*\}$/);
    return JSON.parse(frame.slice('data: '.length));
  });
}

describe('a raw stream', () => {
  it.each(WAYS)('of chat completions has one data line a frame through $provider', async ({ model }) => {
    stack.fake.nextAnswer({ fixture: 'tool-without-arguments' });
    const response = await stream('/v1/chat/completions', { model });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream/),
      'cache-control': expect.stringContaining('no-cache'),
      'x-accel-buffering': 'no',
    });
    const deltas = (await chunksOf(response)).map(({ choices }) => choices[0]);

    const call = {
      id: 'toolu_01WeatherInParisFixture1',
      type: 'function',
      function: { name: 'list_cities', arguments: '' },
    };
    expect(deltas).toEqual([
      { index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null },
      { index: 0, delta: { tool_calls: [{ index: 0, ...call }] }, logprobs: null, finish_reason: null },
      {
        index: 0,
        delta: { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
        logprobs: null,
        finish_reason: null,
      },
      { index: 0, delta: {}, logprobs: null, finish_reason: 'tool_calls' },
    ]);
  });

  it.each(DOORS)('of %s begins while upstream is still writing', async (path) => {
    stack.fake.reset();
    stack.fake.nextAnswer({ fixture: 'text', stallAfterEvents: 5 });
    const response = await stream(path);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('! How')) text += (await reader.read()).value;

    expect((await stack.fake.waitForRequest(1)).closed).toBe(false);
    await reader.cancel();
    await stack.fake.waitForOpenRequests(0, 1000);
  });

  it('of chat completions leaves out events that nobody knows yet', async () => {
    const events = eventsIn(await answerOfFake(stack.fake, { fixture: 'text' }, { stream: true }));
    const unknown: FakeEvent[] = [
      { type: 'content_block_halfway', index: 0, mood: 'good' },
      { type: 'content_block_delta', index: 0, delta: { type: 'mood_delta', mood: 'good' } },
    ];
    const odd = [...events.slice(0, 4), ...unknown, ...events.slice(4)];
    stack.fake.nextAnswer({ events: odd });
    const chunks = await chunksOf(await stream('/v1/chat/completions'));
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? '').join('')).toBe(
      'Hello! How can I help you today?',
    );

    stack.fake.nextAnswer({ events: odd });
    expect(eventsIn(await (await stream('/v1/messages')).text())).toEqual(odd);
  });

  it('of chat completions names again what was renamed for upstream', async () => {
    const name = 'mcp.server/get weather';
    const tools = [{ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }];
    const messages = [{ role: 'user', content: 'What is the weather?' }];
    const chunks = await chunksOf(await stream('/v1/chat/completions', { tools, messages }));
    const whole = await readJson(await stream('/v1/chat/completions', { tools, messages, stream: false }));

    expect(stack.lastUpstream().body.tools[0].name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/);
    const names = chunks.flatMap(({ choices }) => choices[0].delta.tool_calls?.[0]?.function.name ?? []);
    expect(names).toEqual([name]);
    expect(whole.choices[0].message.tool_calls[0].function.name).toBe(name);
  });

  it('of chat completions says which parameters were dropped', async () => {
    for (const isStream of [true, false]) {
      const body = { drop_params: true, seed: 1, logit_bias: { 1: 1 }, stream: isStream };
      const response = await stream('/v1/chat/completions', body);
      expect(response.headers.get('x-tollgate-dropped-params')?.split(', ').sort()).toEqual([
        'logit_bias',
        'seed',
      ]);
      await response.text();
      expect(stack.lastUpstream().body).not.toHaveProperty('seed');
      expect(stack.lastUpstream().body).not.toHaveProperty('drop_params');
    }
  });

  it.each(DOORS)('of %s can be one of many at the same time, each with its own answer', async (path) => {
    const texts = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const content = `caller-${index}`;
        return [
          content,
          await (await stream(path, { messages: [{ role: 'user', content }] })).text(),
        ] as const;
      }),
    );
    for (const [content, text] of texts) expect(text.match(/caller-\d+/g)).toEqual([content]);
  });
});
