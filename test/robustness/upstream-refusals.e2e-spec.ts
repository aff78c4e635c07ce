import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { callThrough, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { type Pair, startPair } from './start-pair.js';

const DOORS = [...WHOLE_DOORS, ...STREAM_DOORS];
const MOST_RETRY_AFTER_SECONDS = 3600;

let pair: Pair;

beforeAll(async () => {
  pair = await startPair();
});

afterAll(() => pair.close());

beforeEach(() => pair.fake.reset());

describe.each(DOORS)('through $name', (door) => {
  const isChat = door.name.startsWith('chat');

  it.each([
    ['in HTML', { status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' }],
    ['without a body', { status: 400, body: '' }],
    ['in broken UTF-8', { status: 500, body: Buffer.from([0x7b, 0xff, 0xfe]) }],
  ])('an error %s is put into words for OpenAI clients and left as it is for others', async (_what, spec) => {
    pair.fake.nextAnswer(spec);
    const { ending, answer } = await callThrough(door, pair.port);
    if (isChat) expect(ending).toBe(spec.status === 500 ? 502 : spec.status);
    else expect([answer.status, answer.text]).toEqual([spec.status, spec.body.toString()]);
  });

  it.each(['999999999', '-5', 'soon', '1e9', 'Fri, 31 Dec 9999 23:59:59 GMT', ''])(
    'a retry-after of "%s" keeps nobody away for days',
    async (retryAfter) => {
      pair.fake.nextAnswer({ status: 429, retryAfter });
      const { ending, answer } = await callThrough(door, pair.port);
      expect(ending).toBe(429);
      const seconds = Number(answer.headers['retry-after'] ?? 0);
      if (isChat) expect(seconds >= 0 && seconds <= MOST_RETRY_AFTER_SECONDS).toBe(true);
    },
  );

  it('a redirect is an error and leads to no other server', async () => {
    const other: FakeAnthropic = await startFakeAnthropic();
    for (const status of [301, 302, 303, 307, 308]) {
      pair.fake.nextAnswer({ status, redirectTo: `${other.origin}/v1/messages` });
      expect((await callThrough(door, pair.port)).ending).toBe(502);
    }
    expect(other.requests).toEqual([]);
    await other.close();
  });
});
