import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { startEmbeddedDatabase, type TestDatabase } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type ExportedRecord, makeAdmin } from '../reliability/harness/admin.js';
import { call } from '../reliability/harness/calls.js';
import { IS_LONG, quote } from '../reliability/harness/figures.js';
import { makeSpawnedGateway, type SpawnedGateway } from '../reliability/harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from '../reliability/harness/start-stack.js';
import { type Door, endingOf, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { describeWithNginx, type Nginx, startNginx } from './start-nginx.js';

const GATEWAYS = 2;
const ROUNDS = IS_LONG ? 5 : 1;
const CALLERS = 16;
const MOST_SHIPPING_MS = 10_000;
const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];

interface Made {
  requestId: string;
  /** `answer`, or what came instead. */
  ending: string;
}

describeWithNginx('R16: gateways that are restarted one after the other behind nginx', () => {
  let fake: FakeAnthropic;
  let nginx: Nginx;
  const databases: TestDatabase[] = [];
  const gateways: SpawnedGateway[] = [];
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    fake = await startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 10 });
    fake.answerAll({ fixture: 'long-text', chunks: 10, delayHeadersMs: 5, gapMs: 50 });
    for (let index = 0; index < GATEWAYS; index += 1) {
      const database = await startEmbeddedDatabase();
      databases.push(database);
      gateways.push(
        await makeSpawnedGateway(database, fake.origin, {
          TOLLGATE_DRAIN_NOTICE_SECONDS: '1',
          LOG_LEVEL: 'info',
        }),
      );
    }
    await Promise.all(gateways.map((gateway) => gateway.start()));
    nginx = await startNginx(gateways.map(({ port }) => port));
  }, 60_000);
  afterAll(async () => {
    agent.destroy();
    await nginx?.close();
    await Promise.all(gateways.map((gateway) => gateway.kill()));
    await fake?.close();
    for (const database of databases) {
      rmSync(`${database.config.dataDir}.log`, { force: true });
      await database.close();
    }
  });

  it(
    'lose no call, no stream and no record',
    async () => {
      const made: Made[] = [];
      const exitCodes: (number | null)[] = [];
      let isOver = false;
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let round = caller; !isOver; round += 1) made.push(await callThroughNginx(round));
      });
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const gateway of gateways) {
          const before = made.length;
          await waitUntil(() => made.length > before + 2 * CALLERS);
          exitCodes.push(await gateway.stop());
          await gateway.start();
        }
      }
      isOver = true;
      await Promise.all(callers);
      const records = await allRecords(made.length);

      expect(made.filter(({ ending }) => ending !== 'answer').slice(0, 5)).toEqual([]);
      expect(exitCodes).toEqual(exitCodes.map(() => 0));
      expect(records.map(({ requestId }) => requestId).sort()).toEqual(
        made.map(({ requestId }) => requestId).sort(),
      );
      expect(records.filter(({ result }) => result !== 'completed')).toEqual([]);
      quote(
        'R16',
        `${GATEWAYS} gateways behind nginx restarted ${ROUNDS} times each under load: ${made.length} calls, half of them streams, 0 failed; exit 0 each time; ${records.length} records`,
      );
    },
    60_000 * (ROUNDS + 1),
  );

  async function callThroughNginx(round: number): Promise<Made> {
    const door = DOORS[round % DOORS.length] as Door;
    try {
      const answer = await call({ port: nginx.port, agent }, { door, key: MASTER_KEY });
      const ending = endingOf(door, answer);
      const requestId = String(answer.headers['x-request-id']);
      return { requestId, ending: ending === 'answer' ? ending : failure(answer.text) };
    } catch (error) {
      return { requestId: '', ending: failure(String(error)) };
    }
  }

  function failure(what: string): string {
    return `${what.slice(0, 300)}; nginx: ${nginx.errors().trim().split('\n').at(-1)}`;
  }

  /** Resolves when the databases have so many, or should have. */
  async function allRecords(count: number): Promise<ExportedRecord[]> {
    const admins = gateways.map(({ url }) =>
      makeAdmin(
        () => url,
        MASTER_KEY,
        () => {},
      ),
    );
    const giveUpAt = performance.now() + MOST_SHIPPING_MS;
    for (;;) {
      const records = (await Promise.all(admins.map((admin) => admin.records()))).flat();
      if (records.length >= count || performance.now() > giveUpAt) return records;
      await wait(100);
    }
  }
});
