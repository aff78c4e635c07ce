import { databases } from '../database/start-test-database.js';
import type { AnswerSpec } from '../fake-anthropic/start-fake-anthropic.mjs';
import { STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { ExportedRecord, Subject } from './harness/admin.js';
import { answerWith, NANO_USD_PER_INPUT_TOKEN, NANO_USD_PER_OUTPUT_TOKEN } from './harness/answer-with.js';
import { call } from './harness/calls.js';
import { quote } from './harness/figures.js';
import { expectInvariants, untilSettled } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

interface Usage {
  what: string;
  usage: unknown;
  /** Sent twice over, where it is streamed. */
  spec?: AnswerSpec;
  /** What a record may say of it when it is not what upstream said. */
  isSuspect: boolean;
}

const MOST_PLAUSIBLE = 1e9;
const COUNTED = /_tokens$|_requests$|cost_usd/;
const GOOD = { input_tokens: 100, output_tokens: 50 };

const COST_OF_GOOD = 100 * NANO_USD_PER_INPUT_TOKEN + 50 * NANO_USD_PER_OUTPUT_TOKEN;

const USAGES: Usage[] = [
  { what: 'negative', usage: { input_tokens: -100, output_tokens: -1 }, isSuspect: true },
  { what: 'a negative part', usage: { ...GOOD, cache_read_input_tokens: -5_000_000 }, isSuspect: true },
  { what: 'text', usage: { input_tokens: 'NaN', output_tokens: '12' }, isSuspect: true },
  { what: 'infinite', usage: { input_tokens: 1e308, output_tokens: 1e300 }, isSuspect: true },
  {
    what: 'beyond belief',
    usage: { input_tokens: 9e16, output_tokens: 2_000_000_001 },
    isSuspect: true,
  },
  { what: 'fractional', usage: { input_tokens: 10.5, output_tokens: 0.1 }, isSuspect: true },
  { what: 'a list', usage: { input_tokens: [100], output_tokens: { value: 3 } }, isSuspect: true },
  { what: 'null', usage: { input_tokens: null, output_tokens: null }, isSuspect: true },
  { what: 'missing', usage: undefined, isSuspect: true },
  { what: 'empty', usage: {}, isSuspect: true },
  { what: 'a text itself', usage: 'plenty', isSuspect: true },
  { what: 'said twice', usage: GOOD, spec: { duplicateMessageStart: true }, isSuspect: false },
  {
    what: 'with parts beyond the whole',
    usage: { ...GOOD, output_tokens_details: { thinking_tokens: 9_999 } },
    isSuspect: false,
  },
];

const CASES = USAGES.flatMap((usage) =>
  [...WHOLE_DOORS, ...STREAM_DOORS].map((door) => ({ what: usage.what, name: door.name, usage, door })),
).map((one, index) => ({ ...one, index }));

interface Meeting {
  status: number;
  requestId: unknown;
  /** What the key has spent by then. */
  spent: number;
}

describe.each(databases())('R10: upstream usage ($name)', ({ name: databaseName, start }) => {
  let stack: Stack;
  let key: Subject;
  /** In the order of the cases; all are made before the first is looked at, and their records shipped together. */
  const meetings: Meeting[] = [];
  let records: ExportedRecord[] = [];

  beforeAll(async () => {
    stack = await startStack(start);
    key = await stack.make('key', { max_budget: 1_000 });
    for (const { usage, door } of CASES) {
      stack.fake.nextAnswer({ message: answerWith(usage.usage), ...usage.spec });
      const { status, headers } = await call(stack.target, { door, key: key.key });
      meetings.push({ status, requestId: headers['x-request-id'], spent: await stack.spendOf(key) });
    }
    await untilSettled(stack);
    records = await stack.records();
  }, 60_000);
  afterAll(() => stack?.close());

  it.each(CASES)('that is $what is one record without an impossible figure ($name)', ({ usage, index }) => {
    const { status, requestId } = meetings[index] as Meeting;
    const [record, ...others] = records.filter((one) => one.requestId === requestId);
    expect([status, others]).toEqual([200, []]);
    expect(record).toMatchObject({ result: 'completed', isSuspect: usage.isSuspect });
    const counts = Object.entries(record?.columns ?? {}).filter(([column]) => COUNTED.test(column));
    expect(counts.filter(([, value]) => !(Number(value) >= 0 && Number(value) <= MOST_PLAUSIBLE))).toEqual(
      [],
    );
    if (usage.isSuspect) {
      // Nothing is free because upstream did not say what it was.
      expect(record).toMatchObject({ isEstimated: true });
      expect(record?.costNanoUsd).toBeGreaterThan(0);
    } else expect(record).toMatchObject({ inputTokens: 100, outputTokens: 50, costNanoUsd: COST_OF_GOOD });
  });

  it('makes no total fall', () => {
    const spent = meetings.map((meeting) => meeting.spent);
    expect(spent).toEqual([...spent].sort((left, right) => left - right));
  });

  it('leaves books that agree, also after a new start', async () => {
    await expectInvariants(stack, [key]);
    await stack.restart();
    await expectInvariants(stack, [key]);
    const suspect = records.filter((record) => record.isSuspect);
    quote(
      'R10',
      `${databaseName}, ${records.length} answers with ${USAGES.length} kinds of usage: no negative row, no total fell, ${suspect.length} flagged`,
    );
  });
});
