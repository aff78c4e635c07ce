import { post } from './http-call.js';
import { postHead, RawConnection } from './raw-connection.js';
import { type Pair, startPair } from './start-pair.js';

const BODY = JSON.stringify({
  model: 'claude-sonnet-4-5',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'Hi, this is a long question.' }],
});
const HEAD = postHead('/v1/messages', [`content-length: ${BODY.length}`]);
const CHUNKED_HEAD = postHead('/v1/chat/completions', ['transfer-encoding: chunked']);
const MOST_SECONDS = 15;
/** Above this a caller who does nothing wrong would notice. */
const MOST_WAIT_MS = 1500;

/** What is sent at once, and what follows byte by byte, one a second. */
const SLOW_CALLERS: Record<string, { atOnce: string; slowly?: string }> = {
  'that sends nothing at all': { atOnce: '' },
  'whose headers come a byte a second': { atOnce: '', slowly: HEAD },
  'whose headers never end': {
    atOnce: 'POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: ',
    slowly: 'b'.repeat(99),
  },
  'whose headers stop': { atOnce: HEAD.slice(0, -4) },
  'whose body never comes': { atOnce: HEAD },
  'whose body comes a byte a second': { atOnce: HEAD, slowly: BODY },
  'whose body stops': { atOnce: HEAD + BODY.slice(0, -4) },
  'whose body comes in chunks, a byte a second': {
    atOnce: `${CHUNKED_HEAD}ff\r\n`,
    slowly: BODY,
  },
  'whose chunks never end': { atOnce: `${CHUNKED_HEAD}2\r\n{}\r\n` },
};

let pair: Pair;

beforeAll(async () => {
  pair = await startPair({ keepRequests: 1000 });
});

afterAll(() => pair.close());

/** Resolves with the seconds until the gateway closes. */
async function secondsUntilCut(connection: RawConnection, atOnce: string, slowly = ''): Promise<number> {
  const startedAt = performance.now();
  connection.write(atOnce);
  let sent = 0;
  const drip = setInterval(() => sent < slowly.length && connection.write(slowly.charAt(sent++)), 1000);
  await connection.waitForClose().finally(() => clearInterval(drip));
  return (performance.now() - startedAt) / 1000;
}

/** Calls one after the other until told to stop. Resolves with the longest that one took, in milliseconds. */
async function callUntil(isOver: () => boolean): Promise<{ slowestMs: number; calls: number }> {
  let slowestMs = 0;
  let calls = 0;
  while (!isOver()) {
    const startedAt = performance.now();
    const { status } = await post({ port: pair.port, path: '/v1/messages', body: BODY });
    expect(status).toBe(200);
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { slowestMs, calls };
}

it(`cuts slow callers within ${MOST_SECONDS} s, while others are served`, async () => {
  await post({ port: pair.port, path: '/v1/messages', body: BODY });
  pair.fake.reset();
  const before = pair.gateway.outcomes().length;
  let isOver = false;
  const good = callUntil(() => isOver);
  const cuts = await Promise.all(
    Object.entries(SLOW_CALLERS).map(async ([what, { atOnce, slowly }]) => {
      const connection = new RawConnection(pair.port);
      const seconds = await secondsUntilCut(connection, atOnce, slowly);
      return { what: `a caller ${what}`, isInTime: seconds < MOST_SECONDS, statuses: connection.statuses };
    }),
  );
  isOver = true;
  const { slowestMs, calls } = await good;
  expect(cuts.filter(({ isInTime, statuses }) => !isInTime || statuses.join() !== '408')).toEqual([]);
  expect(slowestMs).toBeLessThan(MOST_WAIT_MS);
  expect(pair.fake.requests).toHaveLength(calls);
  const ownOutcomes = pair.gateway
    .outcomes()
    .slice(before)
    .filter(({ result }) => result !== 'completed');
  expect(ownOutcomes.map(({ status }) => status)).toEqual([408, 408, 408, 408, 408]);
}, 30_000);
