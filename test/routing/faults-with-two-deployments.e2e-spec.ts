import { type Call, callThrough, type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { AT_ANY_DOOR, type Fault, IN_STREAMS } from '../robustness/upstream-faults.js';
import {
  deploymentOf,
  type PairOfUpstreams,
  startPairOfUpstreams,
  type Upstreams,
} from './start-pair-of-upstreams.js';

/** The first deployment's time-out; the call as a whole has longer. */
const TIMEOUT_SECONDS = 6;
const AT_ONCE = 16;
/** Goes up with a request and says which fault it is to meet at the first deployment. */
const MARK = 'anthropic-test-fault';
/** Retries are a share of all calls, so a case needs calls that go well. */
const CALLS_THAT_GO_WELL = 6;

interface Case {
  what: string;
  door: string;
  fault: Fault;
  through: Door;
  /** Of its own, so that no case meets the cool-down of another. */
  model: string;
}

const CASES: Case[] = [
  ...IN_STREAMS.flatMap((fault) => STREAM_DOORS.map((door) => ({ fault, door }))),
  ...AT_ANY_DOOR.flatMap((fault) => [...WHOLE_DOORS, ...STREAM_DOORS].map((door) => ({ fault, door }))),
].map(({ fault, door }, index) => ({
  what: fault.what,
  door: door.name,
  fault,
  through: door,
  model: `model-${index}`,
}));

let pair: PairOfUpstreams;
/** By case; all are made before the first is looked at, because most of their time is waiting. */
const calls = new Map<Case, Call>();

beforeAll(async () => {
  pair = await startPairOfUpstreams({ yaml: configFor, keepRequests: 10 * CASES.length });
  pair.first.answerAll(({ headers }) => CASES[Number(headers[MARK] ?? -1)]?.fault.spec ?? {});
  const waiting = CASES.entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) {
      for (let i = 0; i < CALLS_THAT_GO_WELL; i++) await callOf(one);
      calls.set(one, await callOf(one, { [MARK]: String(index) }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 180_000);

afterAll(() => pair.close());

function configFor({ first, second }: Upstreams): string {
  const list = CASES.map(
    ({ model }) =>
      deploymentOf(model, first, { id: `${model}-a`, more: `, timeout: ${TIMEOUT_SECONDS}` }) +
      deploymentOf(model, second, { id: `${model}-b`, order: 2 }),
  );
  return `model_list:${list.join('')}\n`;
}

function callOf({ through, model }: Case, headers: Record<string, string> = {}): Promise<Call> {
  return callThrough(through, pair.port, headers, { model });
}

/** Requests of a case that reached an upstream. */
function reached(upstream: PairOfUpstreams['first'], one: Case): number {
  const mark = String(CASES.indexOf(one));
  return upstream.requests.filter(({ headers }) => headers[MARK] === mark).length;
}

function outcomeOf({ answer }: Call) {
  const id = answer.headers['x-request-id'];
  return pair.gateway.outcomes().find(({ requestId }) => requestId === id);
}

/** Pieces of answers that a caller got, whole or streamed. */
function answersBegun({ answer }: Call): number {
  return answer.text.split(/"role": ?"assistant"/).length - 1;
}

describe('with a second deployment, when the first', () => {
  it.each(CASES)('$what, a call to $door gets one answer, or the error of what had begun', (one) => {
    const call = calls.get(one) as Call;
    const hadBegun = call.ending === 'error frame';
    if (hadBegun) expect(one.fault.endings).toContain('error frame');
    else expect(call.ending).toBe('answer');
    // A reset may overtake the first byte, so which of the two it was is for the call to say.
    const attempts = Number(call.answer.headers['x-tollgate-attempts']);
    expect([reached(pair.first, one), reached(pair.second, one)]).toEqual([1, attempts - 1]);
    if (hadBegun) expect(attempts).toBe(1);
    else if (!one.fault.endings.includes('answer')) expect(attempts).toBe(2);
    expect(answersBegun(call)).toBeLessThanOrEqual(one.fault.spec.duplicateMessageStart === true ? 2 : 1);
    expect(outcomeOf(call)).toMatchObject({ attempts, result: hadBegun ? 'failed' : 'completed' });
  });

  it('is done with, no request to either is left open', async () => {
    await pair.first.waitForOpenRequests(0, 2000);
    await pair.second.waitForOpenRequests(0, 2000);
  });
});
