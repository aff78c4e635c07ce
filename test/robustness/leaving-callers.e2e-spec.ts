import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { bodyFor, callThrough, type Door, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { postHead, RawConnection } from './raw-connection.js';
import { type Pair, startPair } from './start-pair.js';

/** From the caller's leaving to the end of the request upstream. */
const MOST_MS = 1000;

/** How far a call has come when its caller leaves: what upstream does, and the fact that says it is there. */
interface Moment {
  when: string;
  spec: AnswerSpec;
  isThere: (connection: RawConnection) => boolean;
  isPaused?: boolean;
}

const isAnswered = ({ received }: RawConnection): boolean => received.includes('data: ');
const always = (): boolean => true;

const ANY_MOMENTS: Moment[] = [
  { when: 'while upstream thinks', spec: { stallBeforeHeaders: true }, isThere: always },
  { when: 'behind its headers', spec: { stallAfterBytes: 0 }, isThere: always },
  { when: 'within its first bytes', spec: { stallAfterBytes: 50 }, isThere: always },
];

const STREAM_MOMENTS: Moment[] = [
  { when: 'within a quiet stream', spec: { stallAfterEvents: 4 }, isThere: isAnswered },
  { when: 'within a fast stream', spec: { neverEnding: true }, isThere: isAnswered },
  { when: 'within a slow stream', spec: { neverEnding: true, gapMs: 50 }, isThere: isAnswered },
  { when: 'without reading its stream', spec: { neverEnding: true }, isThere: isAnswered, isPaused: true },
];

const CASES = [
  ...ANY_MOMENTS.flatMap((moment) => [...WHOLE_DOORS, ...STREAM_DOORS].map((door) => ({ moment, door }))),
  ...STREAM_MOMENTS.flatMap((moment) => STREAM_DOORS.map((door) => ({ moment, door }))),
].flatMap(({ moment, door }) =>
  ['closes', 'resets'].map((way) => ({ when: moment.when, way, name: door.name, moment, door })),
);

let pair: Pair;

beforeAll(async () => {
  pair = await startPair();
  await callThrough(WHOLE_DOORS[0] as Door, pair.port);
});

afterAll(() => pair.close());

beforeEach(() => pair.fake.reset());

function send(door: Door): RawConnection {
  const connection = new RawConnection(pair.port);
  const body = JSON.stringify(bodyFor(door));
  connection.write(postHead(door.path, [`content-length: ${body.length}`]) + body);
  return connection;
}

describe('a caller of', () => {
  it.each(CASES)('$name who $way $when ends the request upstream at once', async ({ moment, door, way }) => {
    const before = pair.gateway.outcomes().length;
    pair.fake.nextAnswer(moment.spec);
    const connection = send(door);
    const upstream = await pair.fake.waitForRequest();
    await connection.until(() => moment.isThere(connection), 'the moment to leave');
    if (moment.isPaused) connection.socket.pause();
    if (way === 'resets') connection.socket.resetAndDestroy();
    else connection.close();
    await pair.fake.waitForClosed(upstream, MOST_MS);
    const outcomes = (await pair.gateway.waitForOutcomes(before + 1)).slice(before);
    expect(outcomes.map(({ result }) => result)).toEqual(['cancelled']);
    expect((await callThrough(door, pair.port)).ending).toBe('answer');
    expect(pair.gateway.outcomes()).toHaveLength(before + 2);
  });
});

it('200 callers who leave together leave nothing behind', async () => {
  const before = pair.gateway.outcomes().length;
  let next = 0;
  pair.fake.answerAll(({ body }) => {
    const moments = body.stream === true ? [...ANY_MOMENTS, ...STREAM_MOMENTS] : ANY_MOMENTS;
    return moments[next++ % moments.length]?.spec ?? {};
  });
  const doors = [...STREAM_DOORS, ...WHOLE_DOORS];
  const connections = Array.from({ length: 200 }, (_, i) => send(doors[i % doors.length] as Door));
  await pair.fake.waitForRequest(200, 15_000);
  for (const connection of connections) connection.close();
  await pair.fake.waitForOpenRequests(0, MOST_MS * 3);
  const outcomes = (await pair.gateway.waitForOutcomes(before + 200)).slice(before);
  expect(outcomes.map(({ result }) => result)).toEqual(Array.from({ length: 200 }, () => 'cancelled'));
});
