import { type Call, callThrough, type Door, STREAM_DOORS, WHOLE_DOORS } from './doors.js';
import { post } from './http-call.js';
import { type Pair, startPair } from './start-pair.js';
import { AT_ANY_DOOR, type Fault, IN_STREAMS } from './upstream-faults.js';

/** The deployment's time-out, far above any pause of a busy machine; a stream as a whole may take six times as long. */
const TIMEOUT_SECONDS = 8;
const MOST_MS = 6 * TIMEOUT_SECONDS * 1000 + 2000;
const AT_ONCE = 16;
/** Goes up with the request and says which fault it is to meet. */
const MARK = 'anthropic-test-fault';

interface Case {
  what: string;
  name: string;
  fault: Fault;
  door: Door;
}

interface Meeting {
  call: Call;
  /** The call after it, with nothing wrong. */
  next: Call;
}

const CASES: Case[] = [
  ...IN_STREAMS.flatMap((fault) => STREAM_DOORS.map((door) => asCase(fault, door))),
  ...AT_ANY_DOOR.flatMap((fault) => [...WHOLE_DOORS, ...STREAM_DOORS].map((door) => asCase(fault, door))),
];

let pair: Pair;
/** By case; all are made before the first is looked at, because most of their time is waiting. */
const meetings = new Map<Case, Meeting>();

beforeAll(async () => {
  pair = await startPair({ timeoutSeconds: TIMEOUT_SECONDS, keepRequests: 4 * CASES.length });
  await warmUp();
  pair.fake.answerAll((request) => CASES[Number(request.headers[MARK] ?? -1)]?.fault.spec ?? {});
  const waiting = CASES.entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) meetings.set(one, await meet(one, index));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 120_000);

afterAll(() => pair.close());

function asCase(fault: Fault, door: Door): Case {
  return { what: fault.what, name: door.name, fault, door };
}

/** The fake's first look at a body takes longer than the time-out. */
async function warmUp(): Promise<void> {
  const { origin } = pair.fake;
  const headers = { 'x-api-key': 'sk-ant-test', 'anthropic-version': '2023-06-01' };
  await post({ port: Number(new URL(origin).port), path: '/v1/messages', body: {}, headers });
}

async function meet({ door }: Case, index: number): Promise<Meeting> {
  const call = await callThrough(door, pair.port, { [MARK]: String(index) });
  return { call, next: await callThrough(door, pair.port) };
}

function outcomesOf({ answer }: Call): unknown[] {
  const id = answer.headers['x-request-id'];
  return pair.gateway.outcomes().flatMap(({ requestId, result }) => (requestId === id ? [result] : []));
}

describe('when upstream', () => {
  it.each(CASES)('$what, a call to $name gets its answer or an error in time', (one) => {
    const { call, next } = meetings.get(one) as Meeting;
    expect(one.fault.endings).toContain(call.ending);
    expect(call.tookMs).toBeLessThan(MOST_MS);
    expect(outcomesOf(call)).toEqual([call.ending === 'answer' ? 'completed' : 'failed']);
    expect([next.ending, ...outcomesOf(next)]).toEqual(['answer', 'completed']);
  });

  it('is done with, no request to it is left open', async () => {
    await pair.fake.waitForOpenRequests(0, 2000);
    expect(pair.fake.requests.filter(({ closed }) => !closed)).toEqual([]);
    // No fault made the gateway ask a second time.
    const marked = pair.fake.requests.filter(({ headers }) => headers[MARK] !== undefined);
    expect(marked).toHaveLength(CASES.length);
  });
});
