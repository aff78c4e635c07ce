import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { readJson, type Stack, startStack, WAYS } from './start-stack.js';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

function stream(path: string, model: string, answer: AnswerSpec): Promise<Response> {
  stack.fake.nextAnswer({ fixture: 'text', ...answer });
  const messages = [{ role: 'user', content: 'Hi' }];
  return stack.post(path, { model, max_tokens: 50, messages, stream: true });
}

/** The data of each frame. */
function framesOf(text: string): string[] {
  return text.split('\n\n').flatMap((frame) => /^data: (.*)$/m.exec(frame)?.[1] ?? []);
}

/** More than one read, so that the stream has certainly begun for the caller before it breaks. */
const HUGE = 200_000;

const BREAKS: [string, AnswerSpec, string][] = [
  [
    'sends an error event',
    { errorEventAfter: { events: 5, type: 'overloaded_error', message: 'Overloaded' } },
    'overloaded_error',
  ],
  [
    'sends an api_error event',
    { errorEventAfter: { events: 5, type: 'api_error', message: 'Internal' } },
    'api_error',
  ],
  ['ends without message_stop', { omitMessageStop: true }, 'api_error'],
  ['ends in the middle', { endAfterEvents: 5 }, 'api_error'],
  ['ends inside an event', { endAfterBytes: HUGE }, 'api_error'],
  ['ends inside a chunk of its transfer', { truncateAfterBytes: HUGE }, 'api_error'],
];

describe.each(WAYS)('a stream through $provider', ({ model }) => {
  it.each(BREAKS)('ends in an error frame on /v1/messages when upstream %s', async (_how, answer, type) => {
    const response = await stream('/v1/messages', model, { hugeEvent: HUGE, ...answer });
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(text).not.toContain('message_stop');
    expect(text).toMatch(/\nevent: error\ndata: .*\n\n$/);
    expect(JSON.parse(framesOf(text).at(-1)!)).toMatchObject({
      type: 'error',
      error: { type, message: expect.stringMatching(/./) },
    });
    expect(text.match(/event: error/g)).toHaveLength(1);
  });

  it.each(BREAKS)('ends in an error frame and no [DONE] on chat when upstream %s', async (_how, answer) => {
    const response = await stream('/v1/chat/completions', model, { hugeEvent: HUGE, ...answer });
    const text = await response.text();

    expect(response.status).toBe(200);
    expect(text).not.toContain('[DONE]');
    const frames = framesOf(text).map((frame) => JSON.parse(frame));
    const { error } = frames.at(-1);
    expect(error).toMatchObject({
      message: expect.stringMatching(/./),
      type: expect.any(String),
      param: null,
    });
    expect(Object.keys(error)).toContain('code');
    expect(frames.slice(0, -1).every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
    expect(text.endsWith('\n\n')).toBe(true);
  });

  it.each<[AnswerSpec['firstEventIsError'], number, number]>([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 529, 503],
    [{ type: 'api_error', message: 'Internal server error' }, 500, 502],
    [{ type: 'rate_limit_error', message: 'Slow down' }, 429, 429],
    [{ type: 'invalid_request_error', message: 'Wrong' }, 400, 400],
    [{ type: 'authentication_error', message: 'Expired' }, 502, 502],
  ])(
    'that begins with the error %j is answered with its status',
    async (firstEventIsError, onMessages, onChat) => {
      const anthropic = await stream('/v1/messages', model, { firstEventIsError });
      expect(anthropic.status).toBe(onMessages);
      expect(anthropic.headers.get('content-type')).toMatch(/^application\/json/);
      const body = await readJson(anthropic);
      expect(body).toMatchObject({ type: 'error', error: { message: expect.any(String) } });
      expect(body.error.type).not.toBe('authentication_error');

      const openAi = await stream('/v1/chat/completions', model, { firstEventIsError });
      expect(openAi.status).toBe(onChat);
      expect((await readJson(openAi)).error.message).toContain(
        (firstEventIsError as { message: string }).message,
      );
    },
  );

  it('that begins with pings and then fails still gets the status of its error', async () => {
    const events = [
      { type: 'ping' },
      { type: 'ping' },
      { type: 'error', error: { type: 'overloaded_error', message: 'x' } },
    ];
    const anthropic = await stream('/v1/messages', model, { fixture: undefined, events, cutSizes: 5 });
    expect(anthropic.status).toBe(529);
    const openAi = await stream('/v1/chat/completions', model, { fixture: undefined, events, cutSizes: 5 });
    expect(openAi.status).toBe(503);
  });

  it.each<[string, AnswerSpec]>([
    ['breaks the connection before its headers', { resetBeforeHeaders: true }],
    ['breaks it before the first event', { resetAfterEvents: 0 }],
    ['ends before the first event', { endAfterEvents: 0 }],
    ['answers with a web page', { fixture: undefined, body: '<html>', contentType: 'text/html' }],
    ['redirects', { fixture: undefined, redirectTo: 'http://127.0.0.1:9/' }],
  ])('is a 502 on both doors when upstream %s', async (_how, answer) => {
    const anthropic = await stream('/v1/messages', model, answer);
    expect(anthropic.status).toBe(502);
    expect(await readJson(anthropic)).toMatchObject({ type: 'error', error: { type: 'api_error' } });
    const openAi = await stream('/v1/chat/completions', model, answer);
    expect(openAi.status).toBe(502);
    expect((await readJson(openAi)).error).toMatchObject({ type: 'upstream_error' });
  });

  it('ends in an error and no half character when upstream sends broken UTF-8 or JSON', async () => {
    for (const answer of [{ truncatedUtf8: true }, { invalidJsonEvent: true }]) {
      const text = await (await stream('/v1/chat/completions', model, answer)).text();
      expect(text).not.toContain('[DONE]');
      expect(text).not.toContain('\ufffd');
      // It may be in the first read, when there is still a status to give.
      const last = framesOf(text).at(-1) ?? text;
      expect(JSON.parse(last)).toMatchObject({ error: { type: 'upstream_error' } });
    }
  });

  it.each(['/v1/messages', '/v1/chat/completions'])(
    'of %s ends in an error frame when the connection to upstream breaks',
    async (path) => {
      const own = await startStack();
      own.fake.nextAnswer({ fixture: 'text', stallAfterEvents: 5 });
      const messages = [{ role: 'user', content: 'Hi' }];
      const response = await own.post(path, { model, max_tokens: 50, messages, stream: true });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = (await reader.read()).value ?? '';
      await own.fake.close();
      for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value;

      expect(text).not.toMatch(/\[DONE\]|message_stop/);
      expect(JSON.parse(framesOf(text).at(-1)!)).toMatchObject({ error: { message: expect.any(String) } });
      await own.gateway.close();
    },
  );
});
