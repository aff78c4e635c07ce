import { rmSync } from 'node:fs';

import { databases, type TestDatabase } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import {
  type FakeAnthropic,
  type FakeRequest,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { type ExportedRecord, makeAdmin, type Subject } from '../reliability/harness/admin.js';
import { type OpenCall, openCall, textOf } from '../reliability/harness/calls.js';
import { IS_LONG, quote } from '../reliability/harness/figures.js';
import { expectBooksToAgree } from '../reliability/harness/invariants.js';
import { makeSpawnedGateway, type SpawnedGateway } from '../reliability/harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from '../reliability/harness/start-stack.js';
import { type Door, endingOf, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';

/** Half of them end in time. */
const STREAMS = 200;
const WHOLE_CALLS = 10;
const DRAIN_SECONDS = IS_LONG ? 20 : 5;
/** Last frames, the journal, the database, the process. */
const MOST_AFTER_LIMIT_MS = 8_000;
/** A stream of 10 events takes two seconds. */
const GAP_MS = 200;
const CHUNKS = 10;

const NEVER_ENDS = 'this one never ends';
const NEVER_BEGINS = 'this one never begins';

interface Call {
  door: Door;
  open: OpenCall;
}

function answerTo({ rawBody }: FakeRequest) {
  if (rawBody.includes(NEVER_BEGINS)) return { stallBeforeHeaders: true };
  if (rawBody.includes(NEVER_ENDS)) return { neverEnding: true, gapMs: GAP_MS };
  return { fixture: 'long-text' as const, chunks: CHUNKS, gapMs: GAP_MS };
}

describe.each(databases())('R16: a gateway that is told to stop ($name)', ({ name, start }) => {
  let database: TestDatabase;
  let fake: FakeAnthropic;
  let gateway: SpawnedGateway;
  let key: Subject;

  beforeAll(async () => {
    [database, fake] = await Promise.all([
      start(),
      startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 10 }),
    ]);
    fake.answerAll(answerTo);
    gateway = await makeSpawnedGateway(database, fake.origin, {
      TOLLGATE_DRAIN_SECONDS: String(DRAIN_SECONDS),
      TOLLGATE_DRAIN_NOTICE_SECONDS: '1',
      LOG_LEVEL: 'info',
    });
    await gateway.start();
    key = await admin().make('key', { max_budget: 1_000 });
  }, 60_000);
  afterAll(async () => {
    await gateway?.kill();
    await fake?.close();
    rmSync(`${database.config.dataDir}.log`, { force: true });
    await database?.close();
  });

  it(
    `with ${STREAMS} streams open lets them end, cuts off those that do not, and loses no record`,
    async () => {
      const ending = begin(STREAMS / 2, STREAM_DOORS, '');
      const endless = begin(STREAMS / 2, STREAM_DOORS, NEVER_ENDS);
      const waiting = begin(WHOLE_CALLS, WHOLE_DOORS, NEVER_BEGINS);
      const calls = [...ending, ...endless, ...waiting];
      const streams = [...ending, ...endless];
      await Promise.all(streams.map(({ open }) => open.until(({ text }) => text !== '')));
      await fake.waitForOpenRequests(calls.length);

      const toldAt = performance.now();
      const exited = gateway.stop();
      await waitUntil(() => gateway.log().includes('Stopping'));
      const [ready, live, late] = await Promise.all([probe('ready'), probe('live'), callOnce()]);
      await Promise.all(calls.map(({ open }) => open.until(() => false)));
      const exitCode = await exited;
      const tookMs = performance.now() - toldAt;

      expect([ready.status, live.status]).toEqual([503, 200]);
      expect(await ready.json()).toEqual({ status: 'draining', database: 'connected' });
      expect(late).toEqual([200, 'close']);
      expect(endingsOf(ending)).toEqual(['answer']);
      expect(endingsOf(endless)).toEqual(['error frame']);
      expect(endless.filter(({ open }) => !open.text.includes('is being stopped'))).toEqual([]);
      expect(waiting.map(({ open }) => [open.status, open.headers['retry-after']])).toEqual(
        waiting.map(() => [503, '1']),
      );
      expect(exitCode).toBe(0);
      expect(tookMs).toBeLessThan(DRAIN_SECONDS * 1_000 + MOST_AFTER_LIMIT_MS);
      await fake.waitForOpenRequests(0);

      await gateway.start();
      const records = await expectBooksToAgree(admin(), [key]);
      expect(records).toHaveLength(calls.length);
      const recordOf = new Map(records.map((record) => [record.requestId, record]));
      const recordsOf = (some: readonly Call[]): ExportedRecord[] =>
        some.map(({ open }) => recordOf.get(String(open.headers['x-request-id'])) as ExportedRecord);
      expect(recordsOf(ending).map(({ result }) => result)).toEqual(ending.map(() => 'completed'));
      expect(recordsOf([...endless, ...waiting]).filter((record) => !isCutOff(record))).toEqual([]);
      expect(endless.filter((call, index) => isUnpaid(call, recordsOf(endless)[index]))).toEqual([]);
      quote(
        'R16',
        `${name}, SIGTERM with ${STREAMS} streams and ${WHOLE_CALLS} whole calls: ${ending.length} streams ended, ${endless.length} in an error frame after ${DRAIN_SECONDS} s; ` +
          `exit ${exitCode} after ${(tookMs / 1000).toFixed(1)} s; ${records.length} records of ${calls.length} calls`,
      );
    },
    (DRAIN_SECONDS + 60) * 1_000,
  );

  it('twice ends at once', async () => {
    const [{ open }] = begin(1, STREAM_DOORS, NEVER_ENDS) as [Call];
    await open.until(({ text }) => text !== '');
    const before = gateway.log().length;
    const exited = gateway.stop();
    await waitUntil(() => gateway.log().slice(before).includes('Stopping'));
    gateway.tell('SIGINT');
    expect(await exited).toBe(130);
  });

  function admin() {
    return makeAdmin(
      () => gateway.url,
      MASTER_KEY,
      () => {},
    );
  }

  function begin(count: number, doors: readonly Door[], mark: string): Call[] {
    return Array.from({ length: count }, (_, index) => {
      const door = doors[index % doors.length] as Door;
      return { door, open: openCall(gateway, { door, key: key.key, mark }) };
    });
  }

  function probe(kind: string): Promise<Response> {
    return fetch(`${gateway.url}/health/${kind}`);
  }

  /** A call that comes after the signal, on a connection of its own. */
  async function callOnce(): Promise<[number, string | null]> {
    const { status, headers } = await fetch(`${gateway.url}/v1/models`, {
      headers: { authorization: `Bearer ${key.key}` },
    });
    return [status, headers.get('connection')];
  }
});

/** The different ways in which some calls ended. */
function endingsOf(calls: readonly Call[]): unknown[] {
  const endings = calls.map(({ door, open }) => endingOf(door, open));
  return [...new Set(endings)];
}

function isCutOff({
  result,
  status,
  errorCode,
  isEstimated,
  inputTokens,
  costNanoUsd,
}: ExportedRecord): boolean {
  const isPaid = isEstimated && inputTokens > 0 && costNanoUsd > 0;
  return result === 'failed' && status === 503 && errorCode === 'gateway_stopping' && isPaid;
}

/** A token is at most some letters: what came by cannot have been fewer tokens than this. */
function isUnpaid({ door, open }: Call, record: ExportedRecord | undefined): boolean {
  const words = textOf(door, open.text).split(' ').length - 1;
  return words === 0 || record === undefined || record.outputTokens < words;
}
