import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { AnswerSpec, FakeAnthropic, JsonObject } from './start-fake-anthropic.mjs';
import { startFakeAnthropic } from './start-fake-anthropic.mjs';

const HEADERS = { 'x-api-key': 'any', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
const BODY = { model: 'claude-opus-4-6', max_tokens: 1000, messages: [{ role: 'user', content: 'Hello' }] };
const TEXT: AnswerSpec = { fixture: 'text' };

interface Received {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  /** The body in the pieces in which it came. */
  pieces: Buffer[];
  bytes: Buffer;
  error: NodeJS.ErrnoException | undefined;
  /** The body ended as HTTP has it. */
  isComplete: boolean;
}

describe('the fake Anthropic API misbehaves on demand:', () => {
  let fake: FakeAnthropic;

  beforeAll(async () => {
    fake = await startFakeAnthropic();
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  /** Sends a request and resolves when the headers of its answer are there. */
  async function open(changes: JsonObject = {}): Promise<IncomingMessage> {
    const request = httpRequest(`${fake.origin}/v1/messages`, {
      method: 'POST',
      headers: HEADERS,
      agent: false,
    });
    request.end(JSON.stringify({ ...BODY, stream: true, ...changes }));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    request.on('error', () => undefined);
    return response;
  }

  /** Reads an answer to its end, whatever end that is. */
  async function receive(spec: AnswerSpec, changes: JsonObject = {}): Promise<Received> {
    fake.nextAnswer(spec);
    const response = await open(changes);
    const pieces: Buffer[] = [];
    let error: NodeJS.ErrnoException | undefined;
    response.on('data', (piece: Buffer) => pieces.push(piece));
    response.on('error', (cause) => (error = cause));
    await new Promise((resolve) => response.once('close', resolve));
    const { statusCode: status, headers, complete: isComplete } = response;
    return { status, headers, pieces, bytes: Buffer.concat(pieces), error, isComplete };
  }

  const whole = async (spec: AnswerSpec = TEXT, changes: JsonObject = {}) =>
    (await receive(spec, changes)).bytes;
  /** Message ids are new each time, and all of one length. */
  const withoutId = (bytes: Buffer) => bytes.toString().replace(/msg_01\w{22}/, 'msg_id');
  const eventsOf = (bytes: Buffer): JsonObject[] =>
    bytes
      .toString()
      .split(/\r\n|\n|\r/)
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)));
  const typesOf = (bytes: Buffer) => eventsOf(bytes).map(({ type }) => type);

  describe('time', () => {
    it('headers come after delayHeadersMs', async () => {
      const start = performance.now();

      await receive({ ...TEXT, delayHeadersMs: 120 });

      expect(performance.now() - start).toBeGreaterThanOrEqual(115);
    });

    it('the first event comes delayFirstEventMs after the headers', async () => {
      fake.nextAnswer({ ...TEXT, delayFirstEventMs: 120 });
      const response = await open();
      const start = performance.now();

      await once(response, 'data');

      expect(performance.now() - start).toBeGreaterThanOrEqual(100);
      response.destroy();
    });

    it('events come gapMs apart, one at a time', async () => {
      const start = performance.now();

      const { pieces, bytes } = await receive({ ...TEXT, gapMs: 15 });

      expect(pieces).toHaveLength(eventsOf(bytes).length);
      expect(performance.now() - start).toBeGreaterThanOrEqual((pieces.length - 1) * 14);
    });

    it('slow bytes dribble', async () => {
      const start = performance.now();

      const { pieces } = await receive({ ...TEXT, slowBytes: { size: 100, everyMs: 10 } });

      expect(pieces.slice(0, -1).every((piece) => piece.length === 100)).toBe(true);
      expect(performance.now() - start).toBeGreaterThanOrEqual(pieces.length * 9);
    });

    it('an answer that never starts ends only when the caller leaves', async () => {
      fake.nextAnswer({ stallBeforeHeaders: true });
      const controller = new AbortController();
      const asking = fetch(`${fake.origin}/v1/messages`, {
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify(BODY),
        signal: controller.signal,
      });
      const request = await fake.waitForRequest();
      expect([fake.openRequests(), request.answeredStatus]).toEqual([1, undefined]);

      controller.abort();

      await expect(asking).rejects.toThrow();
      await fake.waitForClosed(request);
      expect(request.closedByClientAt).toBeLessThanOrEqual(Date.now());
      expect([fake.openRequests(), request.completed]).toEqual([0, false]);
    });

    it.each<[string, AnswerSpec, number]>([
      ['events', { ...TEXT, stallAfterEvents: 3 }, 3],
      ['bytes', { ...TEXT, stallAfterBytes: 0 }, 0],
    ])('a stream that stalls after some %s says no more and stays open', async (_, spec, events) => {
      fake.nextAnswer(spec);
      const response = await open();
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      const request = await fake.waitForRequest();
      if (events > 0) await once(response, 'data');
      await whole();

      expect(eventsOf(Buffer.concat(pieces))).toHaveLength(events);
      expect(request.closed).toBe(false);

      response.destroy();
      await fake.waitForClosed(request);
      expect(request.closedByClientAt).toBeDefined();
    });

    it('a stream without end goes on until the caller leaves', async () => {
      fake.nextAnswer({ ...TEXT, neverEnding: true });
      const response = await open();
      const request = await fake.waitForRequest();
      let bytes = 0;
      response.on('data', (piece: Buffer) => (bytes += piece.length));
      while (bytes < 1_000_000) await once(response, 'data');
      expect(request.closed).toBe(false);

      response.destroy();

      await fake.waitForClosed(request);
      expect(request.closedByClientAt).toBeDefined();
    });
  });

  describe('the end', () => {
    it('a reset breaks the connection after exactly so many bytes', async () => {
      const { bytes, error, isComplete } = await receive({ ...TEXT, resetAfterBytes: 700 });

      expect(bytes).toHaveLength(700);
      expect([error?.code, isComplete]).toEqual(['ECONNRESET', false]);
      expect(fake.requests[0]).toMatchObject({
        completed: false,
        closedByClientAt: undefined,
        answeredStatus: 200,
      });
    });

    it('a reset may come after so many events', async () => {
      const { bytes, error } = await receive({ ...TEXT, resetAfterEvents: 2 });

      expect(typesOf(bytes)).toEqual(['message_start', 'ping']);
      expect(error?.code).toBe('ECONNRESET');
    });

    it('a reset may come before the headers', async () => {
      fake.nextAnswer({ resetBeforeHeaders: true });

      await expect(open()).rejects.toMatchObject({ code: 'ECONNRESET' });
    });

    it.each<[string, AnswerSpec]>([
      ['bytes', { ...TEXT, endAfterBytes: 700 }],
      ['events', { ...TEXT, endAfterEvents: 5 }],
    ])('an early end after some %s is clean HTTP without message_stop', async (_, spec) => {
      const { bytes, error, isComplete, headers } = await receive(spec);

      expect([error, isComplete, headers.connection]).toEqual([undefined, true, 'close']);
      expect(bytes.toString()).toContain('content_block_delta');
      expect(bytes.toString()).not.toContain('message_stop');
      expect((await fake.waitForClosed(fake.requests[0]!)).completed).toBe(false);
    });

    it('a truncated body is shorter than its content-length', async () => {
      const { bytes, headers, isComplete } = await receive(
        { ...TEXT, truncateAfterBytes: 50 },
        { stream: false },
      );

      expect(bytes).toHaveLength(50);
      expect(Number(headers['content-length'])).toBeGreaterThan(50);
      expect(isComplete).toBe(false);
    });

    it('a truncated stream lacks its last chunk', async () => {
      const { bytes, isComplete } = await receive({ ...TEXT, truncateAfterBytes: 50 });

      expect([bytes.length, isComplete]).toEqual([50, false]);
    });

    it('a missing message_stop is all that is missing', async () => {
      const bytes = await whole({ ...TEXT, omitMessageStop: true });

      expect(typesOf(bytes).at(-1)).toBe('message_delta');
      expect(withoutId(await whole()).startsWith(withoutId(bytes))).toBe(true);
    });

    it('an error event ends the stream', async () => {
      const bytes = await whole({
        ...TEXT,
        errorEventAfter: { events: 4, type: 'api_error', message: 'Oops' },
      });

      expect(eventsOf(bytes)).toHaveLength(5);
      expect(eventsOf(bytes)[4]).toEqual({ type: 'error', error: { type: 'api_error', message: 'Oops' } });
    });

    it('an error event is overloaded_error unless said otherwise, and may come first', async () => {
      const later = await whole({ ...TEXT, errorEventAfter: 1 });
      const first = await receive({ firstEventIsError: true });

      expect(typesOf(later)).toEqual(['message_start', 'error']);
      expect(first.status).toBe(200);
      expect(eventsOf(first.bytes)).toEqual([
        { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      ]);
    });
  });

  describe('the bytes', () => {
    it.each([1, 7, 1000])('a stream cut into pieces of %i bytes is the same stream', async (size) => {
      const { pieces, bytes } = await receive({ fixture: 'unicode', cutSizes: size });

      expect(pieces.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
      expect(withoutId(bytes)).toBe(withoutId(await whole({ fixture: 'unicode' })));
    });

    it('a stream may be cut at given offsets', async () => {
      const { pieces, bytes } = await receive({ ...TEXT, cutAt: [10, 3, 500] });
      const bounds = pieces.reduce<number[]>(
        (sums, piece) => [...sums, (sums.at(-1) ?? 0) + piece.length],
        [],
      );

      expect(bounds).toEqual(expect.arrayContaining([3, 10, 500]));
      expect(withoutId(bytes)).toBe(withoutId(await whole()));
    });

    it('a whole message may be cut too', async () => {
      const { pieces, bytes } = await receive({ ...TEXT, cutSizes: 5 }, { stream: false });

      expect(pieces.length).toBeGreaterThan(20);
      expect(JSON.parse(bytes.toString()).type).toBe('message');
    });

    it.each([
      ['CRLF', '\r\n' as const],
      ['CR', '\r' as const],
    ])('lines may end in %s', async (_, lineEnding) => {
      const bytes = await whole({ ...TEXT, lineEnding });

      expect(withoutId(bytes).replaceAll(lineEnding, '\n')).toBe(withoutId(await whole()));
      expect(bytes.toString().replaceAll(lineEnding, '')).not.toMatch(/[\r\n]/);
    });

    it('a second message_start repeats the first', async () => {
      const events = eventsOf(await whole({ ...TEXT, duplicateMessageStart: true }));

      expect(events[0]?.type).toBe('message_start');
      expect(events[1]).toEqual(events[0]);
    });

    it('a huge event is as large as asked for', async () => {
      const events = eventsOf(await whole({ ...TEXT, hugeEvent: 3_000_000 }));

      expect(events.map(({ delta }) => delta?.text?.length ?? 0)).toContain(3_000_000);
    });

    it('one event is no JSON, and the others are', async () => {
      const bytes = await whole({ ...TEXT, invalidJsonEvent: true });
      const lines = bytes.toString().match(/^data: .*$/gm) ?? [];
      const broken = lines.filter((line) => !isJson(line.slice(6)));

      expect([broken.length, lines.length]).toEqual([1, eventsOf(await whole()).length + 1]);
    });

    it('one event ends its text in the middle of a character', async () => {
      const bytes = await whole({ ...TEXT, truncatedUtf8: true });

      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
      expect(bytes.toString()).toContain('\ufffd');
    });
  });

  describe('the headers', () => {
    it('a compressed body unpacks to the same', async () => {
      const { headers, bytes } = await receive({ ...TEXT, contentEncoding: 'gzip' });

      expect(headers['content-encoding']).toBe('gzip');
      expect(withoutId(gunzipSync(bytes))).toBe(withoutId(await whole()));
    });

    it('a huge compressed event is small on the wire', async () => {
      const bytes = await whole({ ...TEXT, contentEncoding: 'gzip', hugeEvent: 5_000_000 });

      expect(bytes.length).toBeLessThan(20_000);
      expect(gunzipSync(bytes).length).toBeGreaterThan(5_000_000);
    });

    it('the content type may be wrong', async () => {
      const { headers } = await receive({ ...TEXT, contentType: 'text/html' });

      expect(headers['content-type']).toBe('text/html');
    });

    it('a redirect points elsewhere', async () => {
      const { status, headers } = await receive({ redirectTo: 'http://127.0.0.1:1/elsewhere' });

      expect([status, headers.location]).toEqual([307, 'http://127.0.0.1:1/elsewhere']);
    });

    it('retry-after and rate limits are as given', async () => {
      const rateLimits = { 'unified-status': 'rejected', 'requests-remaining': '0' };
      const { status, headers } = await receive({ status: 429, retryAfter: '3600', rateLimits });

      expect(status).toBe(429);
      expect(headers).toMatchObject({
        'retry-after': '3600',
        'anthropic-ratelimit-unified-status': 'rejected',
        'anthropic-ratelimit-requests-remaining': '0',
      });
    });

    it('headers may be added, replaced and left out', async () => {
      const changes = { 'X-Own': 'yes', 'Request-Id': 'req_own', server: null };
      const { headers } = await receive({ ...TEXT, rateLimits: false, headers: changes });

      expect([headers['x-own'], headers['request-id'], headers.server]).toEqual([
        'yes',
        'req_own',
        undefined,
      ]);
      expect(Object.keys(headers).filter((name) => name.startsWith('anthropic-ratelimit'))).toEqual([]);
    });

    it('a body is sent as it is, whatever it is', async () => {
      const { status, bytes } = await receive({
        status: 502,
        body: '<html>Bad gateway</html>',
        contentType: 'text/html',
      });

      expect([status, bytes.toString()]).toEqual([502, '<html>Bad gateway</html>']);
    });
  });

  it('closing ends every open exchange', async () => {
    const own = await startFakeAnthropic();
    own.answerAll({ stallBeforeHeaders: true });
    const asking = fetch(`${own.origin}/v1/messages`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(BODY),
    });
    const ended = expect(asking).rejects.toThrow();
    await own.waitForRequest();

    await own.close();

    await ended;
    expect(own.openRequests()).toBe(0);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
