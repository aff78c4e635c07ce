import { setTimeout as wait } from 'node:timers/promises';

import { databases } from '../database/start-test-database.js';
import type { AnswerSpec, FakeRequest } from '../fake-anthropic/start-fake-anthropic.mjs';
import { SeededRandom } from '../robustness/fuzz/seeded-random.js';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { ExportedRecord, Subject } from './harness/admin.js';
import { manyAtOnce } from './harness/at-once.js';
import { call, type OpenCall, openCall, textOf } from './harness/calls.js';
import { IS_LONG, percentile, quote } from './harness/figures.js';
import { expectInvariants, untilSettled } from './harness/invariants.js';
import { type Stack, startStack } from './harness/start-stack.js';

const MARK = /caller (\d+)\./;
/** From the caller's leaving to the end of the request upstream; the short form shares its machine with other tests. */
const MOST_CLOSING_MS = IS_LONG ? 1_000 : 3_000;

describe.each(databases())('callers who leave ($name)', ({ name: databaseName, start }) => {
  let stack: Stack;
  let key: Subject;

  beforeAll(async () => {
    stack = await startStack(start, { keepRequests: 2_000 });
    key = await stack.make('key', { max_budget: 1_000 });
    // Before the first calls are through, nothing is as fast as it will be.
    await manyAtOnce(40, 8, (index) =>
      call(stack.target, { door: STREAM_DOORS[index % STREAM_DOORS.length] as Door, key: key.key }),
    );
  }, 60_000);
  afterAll(() => stack?.close());
  beforeEach(() => stack.fake.reset());

  const COUNT = IS_LONG ? 500 : 60;
  const LONGEST_STAY_MS = IS_LONG ? 5_000 : 800;

  it(
    `R04: ${COUNT} at random moments: upstream is closed at once, and each leaves a record`,
    async () => {
      const random = new SeededRandom(4);
      await untilSettled(stack);
      const before = (await stack.records()).length;
      stack.fake.answerAll({ neverEnding: true, delayFirstEventMs: 50, gapMs: COUNT });
      const calls = await manyAtOnce(COUNT, COUNT, async (index) => {
        const stayMs = random.below(LONGEST_STAY_MS);
        // Callers, gateway and upstream share a process here: all in one moment would only wait for each other.
        await wait(random.below(COUNT * 12));
        const open = openCall(stack.target, {
          door: STREAM_DOORS[index % STREAM_DOORS.length] as Door,
          key: key.key,
          mark: `caller ${index}.`,
        });
        await open.until(({ isSent }) => isSent);
        await wait(stayMs);
        const leftAt = Date.now();
        open.leave();
        await open.until(() => false);
        return { leftAt, requestId: open.headers['x-request-id'] };
      });
      await stack.fake.waitForOpenRequests(0);
      const { records } = await expectInvariants(stack, [key]);

      const closingMs = stack.fake.requests.map(({ closedByClientAt, rawBody }) => {
        const index = Number(MARK.exec(rawBody.toString())?.[1]);
        return (closedByClientAt ?? Infinity) - (calls[index]?.leftAt ?? 0);
      });
      expect(closingMs.filter((ms) => ms > MOST_CLOSING_MS)).toEqual([]);
      expect(records.length - before).toBe(COUNT);
      const answered = calls.flatMap(({ requestId }) =>
        requestId === undefined ? [] : [requestId as string],
      );
      const recorded = new Set(records.map(({ requestId }) => requestId));
      expect(answered.filter((requestId) => !recorded.has(requestId))).toEqual([]);
      quote(
        'R04',
        `${databaseName}, ${COUNT} streams left within ${LONGEST_STAY_MS} ms: ${closingMs.length} had reached upstream and were closed ` +
          `there after ${percentile(closingMs, 0.5)} ms (p50), ${Math.max(...closingMs)} ms at most; ${records.length - before} records`,
      );
    },
    IS_LONG ? 90_000 : 30_000,
  );

  it(
    'R05: a left call is charged for no less than what was delivered, and its input exactly',
    async () => {
      const rounds = IS_LONG ? 25 : 4;
      const cases = TEXTS.flatMap((text) => STREAM_DOORS.map((door) => ({ ...text, door })));
      const results = await manyAtOnce(rounds * cases.length, 16, (index) => {
        const { pieces, tokensOf, door } = cases[index % cases.length] as (typeof cases)[number];
        return leaveAfter({ pieces, tokensOf, door, stay: 1 + (index % 7), input: 100 + index });
      });
      const { records } = await expectInvariants(stack, [key]);
      const shares = results.map(({ requestId, delivered, input }) => {
        const record = records.find((one) => one.requestId === requestId) as ExportedRecord;
        expect(record).toMatchObject({ result: 'cancelled', isEstimated: true, inputTokens: input });
        expect(record.columns).toMatchObject({ cache_read_tokens: '7', cache_write_1h_tokens: '5' });
        expect({ delivered, enough: record.outputTokens >= delivered }).toEqual({ delivered, enough: true });
        return record.outputTokens / delivered;
      });
      quote(
        'R05',
        `${databaseName}, ${results.length} streams left after 1 to 7 deltas in ${TEXTS.length} scripts: input exact in all, output never under what ` +
          `was delivered: ${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)} times it, median ${percentile(shares, 0.5).toFixed(2)}`,
      );
    },
    IS_LONG ? 120_000 : 30_000,
  );

  it.each([...WHOLE_DOORS, ...STREAM_DOORS])(
    'R05: $name, left before it was answered, is charged for its input, estimated',
    async (door) => {
      stack.fake.nextAnswer({ stallBeforeHeaders: true });
      const open = openCall(stack.target, { door, key: key.key });
      const upstream = await stack.fake.waitForRequest();
      open.leave();
      await stack.fake.waitForClosed(upstream, MOST_CLOSING_MS);
      const { records } = await expectInvariants(stack, [key]);
      expect(records[0]).toMatchObject({
        result: 'cancelled',
        isEstimated: true,
        isStream: door.isStream,
        outputTokens: 0,
      });
      // Four bytes a token, of the body that the caller sent.
      expect(Math.abs((records[0] as ExportedRecord).inputTokens - upstream.rawBody.length / 4)).toBeLessThan(
        20,
      );
      expect((records[0] as ExportedRecord).costNanoUsd).toBeGreaterThan(0);
    },
  );

  interface Stay extends Script {
    door: Door;
    /** How many deltas the caller takes. */
    stay: number;
    input: number;
  }

  /** Takes some deltas of an answer that then falls silent, and leaves. */
  async function leaveAfter({ pieces, tokensOf, door, stay, input }: Stay) {
    const mark = `caller ${input}.`;
    answers.set(mark, { events: eventsOf(pieces, input), stallAfterEvents: 2 + stay });
    stack.fake.answerAll(
      ({ rawBody }: FakeRequest) => answers.get(MARK.exec(rawBody.toString())?.[0] ?? '') ?? {},
    );
    const open = openCall(stack.target, { door, key: key.key, mark });
    const wanted = pieces.slice(0, stay).join('');
    await open.until(({ text }: OpenCall) => textOf(door, text) === wanted);
    const said = textOf(door, open.text);
    expect(said).toBe(wanted);
    open.leave();
    await open.until(() => false);
    return { requestId: open.headers['x-request-id'] as string, delivered: tokensOf(said), input };
  }
});

const answers = new Map<string, AnswerSpec>();

interface Script {
  pieces: string[];
  /** How upstream counts it. */
  tokensOf: (text: string) => number;
}

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;
/** More than any tokenizer needs: ordinary scripts have one token for a character or less. */
const charactersIn = (text: string): number => [...text].length;

const TEXTS: Script[] = [
  {
    pieces: repeated(['The otter', ' sleeps', ' at', ' seven,', ' and nobody', ' knows why it', ' does. ']),
    tokensOf: wordsIn,
  },
  {
    pieces: repeated(['水獭', '在七点', '睡觉', '，没有', '人知道', '为什么', '。']),
    tokensOf: charactersIn,
  },
  { pieces: repeated(['🦦', '😴🕖', '❓', '🤷‍♀️', '🦦🦦', '💤', '…']), tokensOf: charactersIn },
  { pieces: repeated(['if (a', ' && b)', ' {\n', '  c();', '\n}', ' else', ' d();']), tokensOf: wordsIn },
];

function repeated(pieces: string[]): string[] {
  return [...pieces, ...pieces, ...pieces];
}

function eventsOf(pieces: string[], inputTokens: number): AnswerSpec['events'] {
  const usage = {
    input_tokens: inputTokens,
    cache_read_input_tokens: 7,
    cache_creation_input_tokens: 5,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 5 },
    output_tokens: 1,
  };
  const message = {
    id: 'msg_01LeftBehind',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [],
  };
  return [
    { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null, usage } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...pieces.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 99 },
    },
    { type: 'message_stop' },
  ];
}
