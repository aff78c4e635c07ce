import { post } from './http-call.js';
import { postHead, RawConnection } from './raw-connection.js';
import { type Pair, startPair } from './start-pair.js';

const BODY = JSON.stringify({
  model: 'claude-sonnet-4-5',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'Hi' }],
});
const LENGTH = `content-length: ${BODY.length}`;
const GOOD = postHead('/v1/messages', [LENGTH]) + BODY;

let pair: Pair;
let connection: RawConnection;

beforeAll(async () => {
  pair = await startPair();
  await post({ port: pair.port, path: '/v1/messages', body: BODY });
});

afterAll(() => pair.close());

beforeEach(() => {
  pair.fake.reset();
  connection = new RawConnection(pair.port);
});

afterEach(() => connection.close());

/** A request with a body that the gateway refuses without reading it, and a request hidden in that body. */
function refusedUnread(path: string, headers: string[], hidden = GOOD): string {
  return postHead(path, [...headers, `content-length: ${hidden.length}`]) + hidden;
}

describe('a connection that is used again', () => {
  it('answers pipelined requests in their order', async () => {
    const models = 'GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';
    pair.fake.nextAnswer({ delayHeadersMs: 100 });
    connection.write(GOOD + models + postHead('/v1/nowhere', ['content-length: 0']));
    await connection.waitForAnswers(3);
    expect(connection.statuses).toEqual([200, 200, 404]);
    expect(JSON.parse(connection.bodies[0] ?? '')).toMatchObject({ type: 'message' });
    expect(JSON.parse(connection.bodies[1] ?? '')).toMatchObject({ object: 'list' });
  });

  it('goes on after a body that was refused', async () => {
    const wrong = '{"model":"claude-sonnet-4-5"}';
    connection.write(postHead('/v1/chat/completions', [`content-length: ${wrong.length}`]) + wrong);
    await connection.waitForAnswers(1);
    connection.write(GOOD);
    await connection.waitForAnswers(2);
    expect(connection.statuses).toEqual([400, 200]);
  });

  it.each([
    ['a content-type that is not JSON', '/v1/messages', 'text/plain'],
    ['a route that there is not', '/v1/nowhere', 'application/json'],
    ['a method that the route has not', '/v1/models', 'application/json'],
  ])('never takes an unread body for a request: %s', async (_what, path, contentType) => {
    connection.write(refusedUnread(path, []).replace('application/json', contentType));
    await connection.waitForAnswers(1);
    connection.write(GOOD);
    await connection.waitForAnswers(2);
    const [first, ...others] = connection.statuses;
    expect(first).toBeGreaterThanOrEqual(400);
    expect(others).toEqual([200]);
    expect(pair.fake.requests).toHaveLength(1);
  });

  it('is closed when the rest of a refused body does not come', async () => {
    connection.write(postHead('/v1/nowhere', ['content-length: 1000000']));
    await connection.waitForClose();
    expect(connection.statuses).toEqual([404]);
  });

  it('closes behind an answer when bytes follow that are no request', async () => {
    connection.write(GOOD + 'nonsense\r\n\r\n');
    await connection.waitForClose();
    expect(connection.statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    await pair.fake.waitForOpenRequests(0);
  });

  it('never puts an error in the middle of a stream when bytes follow that are no request', async () => {
    pair.fake.nextAnswer({ neverEnding: true });
    const body = BODY.replace('{', '{"stream":true,');
    connection.write(postHead('/v1/messages', [`content-length: ${body.length}`]) + body);
    await connection.until(() => connection.received.includes('text_delta'), 'the stream to begin');
    connection.write('nonsense\r\n\r\n');
    await connection.waitForClose();
    expect(connection.statuses).toEqual([200]);
    await pair.fake.waitForOpenRequests(0);
  });
});

describe('a caller with Expect: 100-continue', () => {
  it('is told to go on, and answered', async () => {
    connection.write(postHead('/v1/messages', [LENGTH, 'expect: 100-continue']));
    await connection.until(() => connection.statuses.includes(100), 'the word to go on');
    connection.write(BODY);
    await connection.waitForAnswers(1);
    expect(connection.statuses).toEqual([100, 200]);
  });

  it('is refused when it expects anything else', async () => {
    connection.write(postHead('/v1/messages', [LENGTH, 'expect: a-miracle']) + BODY);
    await connection.until(() => connection.statuses.length > 0, 'an answer');
    expect(connection.statuses).toEqual([417]);
    expect(pair.fake.requests).toEqual([]);
  });
});

describe('a caller that closes in the middle of its request', () => {
  it.each([
    ['within its headers', postHead('/v1/messages', [LENGTH]).slice(0, -5), 0],
    ['behind its headers', postHead('/v1/messages', [LENGTH]), 1],
    ['within its body', GOOD.slice(0, -5), 1],
    ['within a chunk', `${postHead('/v1/messages', ['transfer-encoding: chunked'])}ff\r\n${BODY}`, 1],
  ])('%s leaves nothing behind', async (_what, text, outcomes) => {
    const before = pair.gateway.outcomes().length;
    connection.write(text);
    connection.socket.end();
    await connection.waitForClose();
    const own = (await pair.gateway.waitForOutcomes(before + outcomes)).slice(before);
    expect(own.map(({ result }) => result)).toEqual(outcomes === 0 ? [] : ['cancelled']);
    expect(pair.fake.requests).toEqual([]);
    expect((await post({ port: pair.port, path: '/v1/messages', body: BODY })).status).toBe(200);
  });
});
