import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { CENT } from '../usage/terms.js';

const PROGRAM = join(import.meta.dirname, 'spending-process.mjs');
const [KILLS, SETTLED_BETWEEN] = process.env.LONG === '1' ? [10, 200] : [2, 60];
const LIMIT_MS = 120_000;

/** Every record of this cost was settled; one of this cost stands for an attempt that was cut off. */
const CRASH_COST = 77;

describe.each(databases())('spend ($name)', ({ start }) => {
  let database: TestDatabase;
  let child: ChildProcess | undefined;

  beforeAll(async () => (database = await start()));
  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => database?.close());

  /** Starts a process and gives its lines to a listener until it ends. */
  async function run(task: 'spend' | 'drain', keyId: string, onLine: (word: string, value: string) => void) {
    const { database: kind, dataDir } = database.config;
    const url = kind.kind === 'server' ? { DATABASE_URL: kind.url.reveal() } : {};
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, KEY_ID: keyId, TASK: task, ...url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const [word = '', value = ''] = line.split(' ');
      onLine(word, value);
    }
    await exited;
  }

  it(
    `survives ${KILLS} processes that are killed: no record lost, none twice`,
    async () => {
      const keyId = randomUUID();
      const acknowledged = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const target = acknowledged.size + SETTLED_BETWEEN;
        await run('spend', keyId, (word, value) => {
          if (word === 'settled') acknowledged.add(value);
          if (acknowledged.size >= target) child?.kill('SIGKILL');
        });
      }
      const readyAfterMs: number[] = [];
      await run('drain', keyId, (word, value) => word === 'ready' && readyAfterMs.push(Number(value)));

      const prisma = await startPrisma(database);
      const records = await prisma.run((client) => client.usageRecord.findMany({ where: { keyId } }));
      const days = await prisma.run((client) => client.usageDay.findMany({ where: { keyId } }));
      await prisma.onApplicationShutdown();
      const settled = new Set(
        records.filter(({ result }) => result === 'completed').map(({ attemptId }) => attemptId),
      );
      const crashed = records.filter(({ result }) => result !== 'completed');
      expect([...acknowledged].filter((attemptId) => !settled.has(attemptId))).toEqual([]);
      expect(crashed.length).toBeGreaterThanOrEqual(KILLS);
      for (const record of crashed) {
        expect(record).toMatchObject({
          errorType: 'gateway_crashed',
          isEstimated: true,
          costNanoUsd: BigInt(CRASH_COST),
        });
      }
      const sumOfDays = days.reduce((sum, { costNanoUsd }) => sum + Number(costNanoUsd), 0);
      expect(sumOfDays).toBe(settled.size * CENT + crashed.length * CRASH_COST);
      expect(readyAfterMs[0]).toBeLessThan(5_000);
    },
    LIMIT_MS,
  );
});
