import { type Call, callThrough, type Door, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { post } from './http-call.js';
import { type Pair, startPair } from './start-pair.js';
import { type RawUpstream, startRawUpstream } from './start-raw-upstream.js';
import { says, type Trick, TRICKS } from './upstream-tricks.js';

const DOORS = [...WHOLE_DOORS, ...STREAM_DOORS];
const TIMEOUT_SECONDS = 2;
const AT_ONCE = 12;
/** Goes up with the request and says which trick it is to meet. */
const MARK = 'anthropic-test-trick';
const MESSAGE = JSON.stringify({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [{ type: 'text', text: 'Hi' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 1 },
});
const WHOLE = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${MESSAGE.length}\r\n\r\n${MESSAGE}`;

const CASES = TRICKS.flatMap((trick) =>
  DOORS.map((door) => ({ what: trick.what, name: door.name, trick, door })),
);

let upstream: RawUpstream;
let pair: Pair;

beforeAll(async () => {
  upstream = await startRawUpstream();
  pair = await startPair({ apiBase: upstream.origin, timeoutSeconds: TIMEOUT_SECONDS });
});

afterAll(async () => {
  await pair.close();
  await upstream.close();
});

describe('an upstream that', () => {
  /** All calls are made before the first is looked at, because most of their time is waiting. */
  const calls = new Map<Trick, Map<Door, Call>>(TRICKS.map((trick) => [trick, new Map()]));

  beforeAll(async () => {
    upstream.onRequest((socket, bytes) => {
      const index = new RegExp(`${MARK}: (\\d+)`).exec(bytes.toString('latin1'))?.[1];
      CASES[Number(index)]?.trick.act(socket);
    });
    const waiting = CASES.entries();
    const work = async (): Promise<void> => {
      for (const [index, { trick, door }] of waiting)
        calls.get(trick)?.set(door, await callThrough(door, pair.port, { [MARK]: String(index) }));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }, 60_000);

  it.each(CASES)('$what: a call to $name ends in an error', ({ trick, door }) => {
    const { ending, answer } = calls.get(trick)?.get(door) as Call;
    expect(trick.endings).toContain(ending);
    const id = answer.headers['x-request-id'];
    const own = pair.gateway.outcomes().filter(({ requestId }) => requestId === id);
    expect(own.map(({ result }) => result)).toEqual(['failed']);
  });

  it('did any of that has no connection left open', () => upstream.waitForNoConnection());

  it.each(WHOLE_DOORS)('sends hints first is waited for, through $name', async (door) => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    upstream.onRequest((socket) => socket.end(hints + WHOLE));
    expect((await callThrough(door, pair.port)).ending).toBe('answer');
  });

  it('sends more than its answer does not have that taken for the next one', async () => {
    const other = WHOLE.replaceAll('msg_1', 'msg_2');
    upstream.onRequest(says(WHOLE + other));
    const [door] = WHOLE_DOORS;
    for (let i = 0; i < 3; i++) {
      const { answer } = await callThrough(door as (typeof WHOLE_DOORS)[number], pair.port);
      expect(JSON.parse(answer.text).id).toMatch(/msg_1$/);
    }
  });

  it.each([
    [
      'answers 400',
      'HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
      [400],
    ],
    [
      'answers 413 and closes',
      'HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
      [413, 502],
    ],
  ])('%s before it has read the request is understood', async (_what, text, statuses) => {
    upstream.onRequest((socket) => {
      socket.pause();
      socket.end(text);
    });
    const content = 'x'.repeat(20 * 2 ** 20);
    const body = { model: 'claude-sonnet-4-5', max_tokens: 5, messages: [{ role: 'user', content }] };
    for (const path of ['/v1/chat/completions', '/v1/messages']) {
      expect(statuses).toContain((await post({ port: pair.port, path, body })).status);
    }
  });

  it('is not there at all is a 502, and is found again when it is back', async () => {
    const gone = await startRawUpstream();
    await gone.close();
    const lonely = await startPair({ apiBase: gone.origin });
    for (const door of DOORS) expect((await callThrough(door, lonely.port)).ending).toBe(502);
    await lonely.close();
  });
});
