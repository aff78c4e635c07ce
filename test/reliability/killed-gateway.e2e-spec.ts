import { Agent } from 'node:http';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { databases, type TestDatabase } from '../database/start-test-database.js';
import {
  type FakeAnthropic,
  type FakeRequest,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { type Door, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { type Admin, type ExportedRecord, makeAdmin, type Subject } from './harness/admin.js';
import { call, openCall, type OpenCall, PROMPT } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { expectBooksToAgree } from './harness/invariants.js';
import { secretsIn, secretsOnDisk } from './harness/planted-secrets.js';
import { makeSpawnedGateway, type SpawnedGateway } from './harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from './harness/start-stack.js';

const [KILLS, ANSWERS] = IS_LONG ? [10, 2_000] : [2, 200];
const CALLERS = 16;
/** Streams that are under way when the gateway is killed. */
const SLOW_STREAMS = 4;
/** The short form shares its machine with other tests. */
const MOST_STARTING_MS = IS_LONG ? 5_000 : 15_000;
const MOST_SHIPPING_MS = 10_000;
const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];

describe.each(databases())('R01: a gateway that is killed ($name)', ({ name: databaseName, start }) => {
  let database: TestDatabase;
  let fake: FakeAnthropic;
  let gateway: SpawnedGateway;
  let admin: Admin;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    [database, fake] = await Promise.all([
      start(),
      startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 10 }),
    ]);
    gateway = await makeSpawnedGateway(database, fake.origin);
    admin = makeAdmin(
      () => gateway.url,
      MASTER_KEY,
      () => {},
    );
  }, 60_000);
  afterAll(async () => {
    agent.destroy();
    await gateway?.kill();
    await fake?.close();
    rmSync(`${database.config.dataDir}.log`, { force: true });
    await database?.close();
  });

  it(
    `${KILLS} times within ${ANSWERS} answers loses no record of an answer and has none twice`,
    async () => {
      let upstreamCalls = 0;
      fake.answerAll(({ rawBody }: FakeRequest) => {
        upstreamCalls += 1;
        return rawBody.includes('slow') ? { neverEnding: true, gapMs: 50 } : { fixture: 'text' };
      });
      await gateway.start();
      const team = await admin.make('team', { max_budget: 1_000, budget_duration: '30d' });
      const key = await admin.make('key', { max_budget: 1_000, team_id: team.id });
      const answered: string[] = [];
      const cutOff: string[] = [];
      const startsMs: number[] = [];
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const slow = await beginSlowStreams(key);
        await answerUntil((ANSWERS * kill) / KILLS, key, answered, () => gateway.kill());
        await Promise.all(slow.map((open) => open.until(() => false)));
        cutOff.push(...slow.map(({ headers }) => String(headers['x-request-id'])));
        startsMs.push(await gateway.start());
      }
      const records = await untilRight(async () => {
        const all = await expectBooksToAgree(admin, [team, key]);
        expect(lostOf(answered, all, ({ result }) => result === 'completed')).toEqual([]);
        expect(lostOf(cutOff, all, isOfCrash)).toEqual([]);
        return all;
      });
      expect(new Set(records.map(({ requestId }) => requestId)).size).toBe(records.length);
      // A call is journalled before it is sent: each kill may leave some that upstream has not seen.
      expect(records.length).toBeLessThanOrEqual(upstreamCalls + KILLS * CALLERS);
      expect(records.filter((record) => !isOfCrash(record)).length).toBeLessThanOrEqual(upstreamCalls);
      expect(Math.max(...startsMs)).toBeLessThan(MOST_STARTING_MS);
      const planted = {
        'the master key': MASTER_KEY,
        'the upstream key': UPSTREAM_KEY,
        'the key': key.key,
        'the prompt': PROMPT,
      };
      expect(secretsIn(gateway.log(), planted)).toEqual([]);
      await gateway.stop();
      expect(await secretsOnDisk(database, planted)).toEqual([]);
      const crashed = records.filter(isOfCrash);
      quote(
        'R01',
        `${databaseName}, kill -9 ${KILLS} times within ${answered.length} answers: 0 of their records lost, 0 twice; ${records.length} records of ${upstreamCalls} upstream calls, ` +
          `${crashed.length} cut off and flagged estimated; ready again after ${Math.max(...startsMs).toFixed(0)} ms at most`,
      );
    },
    IS_LONG ? 300_000 : 60_000,
  );

  async function beginSlowStreams({ key }: Subject): Promise<OpenCall[]> {
    const slow = Array.from({ length: SLOW_STREAMS }, (_, index) =>
      openCall(gateway, { door: STREAM_DOORS[index % STREAM_DOORS.length] as Door, key, mark: 'slow' }),
    );
    await Promise.all(slow.map((open) => open.until(({ text }) => text.includes('and 2'))));
    expect(slow.map(({ status }) => status)).toEqual(slow.map(() => 200));
    return slow;
  }

  /** Calls go on until the gateway is killed under them; whose whole answer has come is kept. */
  async function answerUntil(count: number, { key }: Subject, answered: string[], kill: () => Promise<void>) {
    let killed: Promise<void> | undefined;
    const target = { port: gateway.port, agent };
    const callers = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let round = caller; killed === undefined; round += 1) {
        const answer = await call(target, { door: DOORS[round % DOORS.length] as Door, key }).catch(
          () => undefined,
        );
        if (answer === undefined) continue;
        expect(answer.status).toBe(200);
        answered.push(String(answer.headers['x-request-id']));
        if (answered.length >= count) killed ??= kill();
      }
    });
    await Promise.all(callers);
    await killed;
  }
});

/** What earlier processes left is on its way to the database when a gateway is ready. */
async function untilRight<Result>(look: () => Promise<Result>): Promise<Result> {
  const giveUpAt = performance.now() + MOST_SHIPPING_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await wait(100);
    }
  }
}

function isOfCrash({ result, errorType, isEstimated, inputTokens, costNanoUsd }: ExportedRecord): boolean {
  return (
    result === 'failed' &&
    errorType === 'gateway_crashed' &&
    isEstimated &&
    inputTokens > 0 &&
    costNanoUsd > 0
  );
}

/** The requests without exactly one record, of the kind that they should have. */
function lostOf(
  requestIds: readonly string[],
  records: readonly ExportedRecord[],
  isRight: (record: ExportedRecord) => boolean,
): string[] {
  const kept = new Set(records.filter(isRight).map(({ requestId }) => requestId));
  return requestIds.filter((requestId) => !kept.has(requestId));
}
