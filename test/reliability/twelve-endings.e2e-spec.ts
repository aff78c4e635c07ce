import { databases } from '../database/start-test-database.js';
import type { AnswerSpec, FakeRequest } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { Subject } from './harness/admin.js';
import { manyAtOnce } from './harness/at-once.js';
import { call, openCall, type OpenCall } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { expectInvariants } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const COUNT = IS_LONG ? 20_000 : 400;
const AT_ONCE = 32;
const TIMEOUT_SECONDS = 2;
const ALL_DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];
const MARK = /ending (\d+)\./;

interface Ending {
  what: string;
  doors: readonly Door[];
  spec?: AnswerSpec;
  /** Leaves once this is so. */
  leavesWhen?: (open: OpenCall, hasArrived: boolean) => boolean;
  /** The gateway refuses it: upstream never sees it. */
  refusal?: { status: number; more: object };
  /** What its record says. */
  result: 'completed' | 'failed' | 'cancelled' | 'refused';
  /** One in so many calls ends so; others take their turn. Those that wait for a time-out are few. */
  every?: number;
}

const ENDINGS: Ending[] = [
  { what: 'answered', doors: WHOLE_DOORS, result: 'completed' },
  { what: 'answered as a stream', doors: STREAM_DOORS, result: 'completed' },
  {
    what: 'left before the answer',
    doors: ALL_DOORS,
    spec: { stallBeforeHeaders: true },
    leavesWhen: (_, hasArrived) => hasArrived,
    result: 'cancelled',
  },
  {
    what: 'left amid the answer',
    doors: STREAM_DOORS,
    spec: { neverEnding: true, gapMs: 20 },
    leavesWhen: ({ text }) => text.includes('and 2'),
    result: 'cancelled',
  },
  { what: 'upstream 4xx', doors: ALL_DOORS, spec: { status: 400 }, result: 'failed' },
  { what: 'upstream 500', doors: ALL_DOORS, spec: { status: 500 }, result: 'failed' },
  { what: 'upstream 529', doors: ALL_DOORS, spec: { status: 529 }, result: 'failed' },
  { what: 'reset before the answer', doors: ALL_DOORS, spec: { resetBeforeHeaders: true }, result: 'failed' },
  { what: 'reset amid the answer', doors: ALL_DOORS, spec: { resetAfterBytes: 150 }, result: 'failed' },
  {
    what: 'never answered',
    doors: ALL_DOORS,
    spec: { stallBeforeHeaders: true },
    result: 'failed',
    every: 50,
  },
  {
    what: 'silent amid the answer',
    doors: STREAM_DOORS,
    spec: { stallAfterEvents: 4 },
    result: 'failed',
    every: 50,
  },
  { what: 'an error event first', doors: STREAM_DOORS, spec: { firstEventIsError: true }, result: 'failed' },
  {
    what: 'an error event amid the answer',
    doors: STREAM_DOORS,
    spec: { errorEventAfter: 4, gapMs: 5 },
    result: 'failed',
  },
  {
    what: 'an answer cut within its JSON',
    doors: WHOLE_DOORS,
    spec: { body: '{"id":"msg_1","con' },
    result: 'failed',
  },
  {
    what: 'an invalid request',
    doors: ALL_DOORS,
    refusal: { status: 400, more: { messages: 'none' } },
    result: 'refused',
  },
  {
    what: 'a model that the key may not use',
    doors: ALL_DOORS,
    refusal: { status: 403, more: { model: 'claude-opus-4-1' } },
    result: 'refused',
  },
];
const USUAL = ENDINGS.filter(({ every }) => every === undefined);

/** Which ending a call has: the same for the same number. */
function endingOf(index: number): Ending {
  const rare = ENDINGS.find(({ every }, place) => every !== undefined && index % every === place);
  return rare ?? (USUAL[index % USUAL.length] as Ending);
}

interface Made {
  ending: Ending;
  status: number;
  requestId: string | undefined;
}

describe.each(databases())(
  `R06: ${COUNT} calls with ${ENDINGS.length} kinds of ending ($name)`,
  ({ name: databaseName, start }) => {
    let stack: Stack;
    const arrived = new Map<number, () => void>();

    beforeAll(async () => {
      stack = await startStack(start, { keepRequests: 10, timeoutSeconds: TIMEOUT_SECONDS });
    }, 60_000);
    afterAll(() => stack?.close());

    async function make(index: number, keys: Keys): Promise<Made> {
      const ending = endingOf(index);
      const { doors, refusal, leavesWhen } = ending;
      const door = doors[Math.floor(index / USUAL.length) % doors.length] as Door;
      const terms = { door, key: keys.staying.key, mark: `ending ${index}.`, more: refusal?.more };
      if (leavesWhen !== undefined) {
        let hasArrived = false;
        const open = openCall(stack.target, { ...terms, key: keys.leaving.key });
        const arrival = new Promise<void>((resolve) => arrived.set(index, resolve)).then(
          () => (hasArrived = true),
        );
        await arrival;
        await open.until((one) => leavesWhen(one, hasArrived));
        open.leave();
        await open.until(() => false);
        return { ending, status: 0, requestId: open.headers['x-request-id'] as string | undefined };
      }
      const open = openCall(stack.target, terms);
      await open.until(() => false);
      return { ending, status: open.status, requestId: open.headers['x-request-id'] as string | undefined };
    }

    interface Keys {
      /** Its limits have room for exactly the calls that are under way at a time. */
      staying: Subject;
      /** Its callers go on to the next call before the gateway can have noticed. */
      leaving: Subject;
    }

    it(
      'hold nothing back, refuse nobody falsely, and leave a record each',
      async () => {
        const limits = { models: ['claude-sonnet-*'], budget_duration: '30d', rpm_limit: 2 * COUNT };
        const team = await stack.make('team', { max_budget: 100_000, budget_duration: '30d' });
        const staying = await stack.make('key', {
          ...limits,
          max_budget: 50_000,
          team_id: team.id,
          max_parallel_requests: AT_ONCE,
        });
        const leaving = await stack.make('key', {
          ...limits,
          max_budget: 50_000,
          team_id: team.id,
          name: 'leaving',
        });
        const seen = { upstream: 0 };
        stack.fake.answerAll(({ rawBody }: FakeRequest) => {
          const index = Number(MARK.exec(rawBody.toString())?.[1]);
          seen.upstream += 1;
          arrived.get(index)?.();
          arrived.delete(index);
          return endingOf(index).spec ?? {};
        });
        const startedAt = performance.now();
        const made = await manyAtOnce(COUNT, AT_ONCE, (index) => make(index, { staying, leaving }));
        const tookMs = performance.now() - startedAt;
        const { records, settledAfterMs } = await expectInvariants(stack, [team, staying, leaving]);

        expect(made.filter(({ status }) => status === 429)).toEqual([]);
        expect(records).toHaveLength(COUNT);
        expect(records.filter(({ result }) => result !== 'refused')).toHaveLength(seen.upstream);
        const resultOf = new Map(records.map(({ requestId, result }) => [requestId, result]));
        for (const { ending, requestId } of made) {
          if (requestId !== undefined)
            expect({ what: ending.what, result: resultOf.get(requestId) }).toEqual({
              what: ending.what,
              result: ending.result,
            });
        }
        await expectFreePlaces(staying);
        quote(
          'R06',
          `${databaseName}, ${COUNT} calls with ${ENDINGS.length} kinds of ending, ${AT_ONCE} at a time, in ${(tookMs / 1000).toFixed(0)} s: ${records.length} records, ` +
            `${seen.upstream} upstream attempts, nothing held ${settledAfterMs.toFixed(0)} ms after the last, no false 429`,
        );
      },
      IS_LONG ? 900_000 : 60_000,
    );

    /** As many calls as the limit has places for go through at once, and one more does not. */
    async function expectFreePlaces({ key }: Subject): Promise<void> {
      stack.fake.answerAll({ stallAfterEvents: 3 });
      const door = STREAM_DOORS[0] as Door;
      const open = Array.from({ length: AT_ONCE }, () => openCall(stack.target, { door, key }));
      await Promise.all(open.map((one) => one.until(({ status }) => status !== 0)));
      const oneMore = await call(stack.target, { door, key });
      expect([...open.map(({ status }) => status), oneMore.status]).toEqual([...open.map(() => 200), 429]);
      for (const one of open) one.leave();
      await stack.fake.waitForOpenRequests(0);
    }
  },
);
