import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';

import { type PostgresServer, startPostgresServer } from '../database/postgres-server.js';
import { startDatabaseOn } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type Admin, makeAdmin } from '../reliability/harness/admin.js';
import { makeSpawnedGateway, type SpawnedGateway } from '../reliability/harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from '../reliability/harness/start-stack.js';
import { type RedisServer, startRedisServer } from '../replicas/redis-server.js';

/** One gateway of several processes, on servers of its own. */
export interface WorkerStack {
  redis: RedisServer;
  postgres: PostgresServer;
  fake: FakeAnthropic;
  /** The primary. */
  gateway: SpawnedGateway;
  admin: Admin;
  /** The processes that serve now. */
  workerIds(): number[];
  /** The parsed lines of the log, of all lives. */
  logLines(): Record<string, unknown>[];
  close(): Promise<void>;
}

export async function startWorkerStack(workers: number): Promise<WorkerStack> {
  const [redis, postgres, fake] = await Promise.all([
    startRedisServer(),
    startPostgresServer(),
    startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 10 }),
  ]);
  const database = await startDatabaseOn(postgres.url);
  const gateway = await makeSpawnedGateway(database, fake.origin, {
    TOLLGATE_WORKERS: String(workers),
    REDIS_URL: redis.url,
    TOLLGATE_SECRET: randomBytes(16).toString('hex'),
    LOG_LEVEL: 'info',
  });
  const workerIds = (): number[] => childrenOf(gateway.processId());
  return {
    redis,
    postgres,
    fake,
    gateway,
    admin: makeAdmin(
      () => gateway.url,
      MASTER_KEY,
      () => {},
    ),
    workerIds,
    logLines: () =>
      gateway
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    close: async () => {
      const left = workerIds();
      await gateway.kill();
      for (const processId of left) endNow(processId);
      await waitUntil(() => !left.some(isRunning));
      rmSync(`${database.config.dataDir}.log`, { force: true });
      await database.close();
      await Promise.all([redis.close(), postgres.close(), fake.close()]);
    },
  };
}

/** Whether there is such a process, be it only one that nobody has asked for its end yet. */
export function isRunning(processId: number): boolean {
  const states = execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' });
  return states.split('\n').some((line) => new RegExp(`^\\s*${processId}\\s+[^Z]`).test(line));
}

function childrenOf(processId: number): number[] {
  const pairs = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return pairs
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
    .filter(([, parent]) => parent === processId)
    .map(([child]) => child);
}

function endNow(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
