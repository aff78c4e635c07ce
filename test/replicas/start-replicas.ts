import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';

import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import { type PostgresServer, startPostgresServer } from '../database/postgres-server.js';
import { startDatabaseOn, type TestDatabase } from '../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { type Admin, makeAdmin } from '../reliability/harness/admin.js';
import type { Target } from '../reliability/harness/calls.js';
import { makeSpawnedGateway, type SpawnedGateway } from '../reliability/harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from '../reliability/harness/start-stack.js';
import { type RedisServer, startRedisServer } from './redis-server.js';

/** Another process of the gateway on the same database and the same Redis. */
export interface Replica extends SpawnedGateway {
  target: Target;
  /** The messages of its log at `info` and above, each as often as it was written. */
  messages(): string[];
  /** All lines of its journal. */
  journal(): string;
}

export interface Replicas {
  redis: RedisServer;
  postgres: PostgresServer;
  fake: FakeAnthropic;
  all: readonly Replica[];
  /** Asks the first replica. */
  admin: Admin;
  /** Another one, which is not started yet. */
  make(env?: Record<string, string>): Promise<Replica>;
  close(): Promise<void>;
}

const INFO = 30;

/** Starts so many gateways, each a process of its own, on servers of their own. */
export async function startReplicas(count: number): Promise<Replicas> {
  const [redis, postgres, fake] = await Promise.all([
    startRedisServer(),
    startPostgresServer(),
    startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 10 }),
  ]);
  const database = await startDatabaseOn(postgres.url);
  const directories: TestDirectory[] = [];
  const replicas: Replica[] = [];
  const shared = {
    REDIS_URL: redis.url,
    TOLLGATE_SECRET: randomBytes(16).toString('hex'),
    LOG_LEVEL: 'info',
  };

  const make = async (env: Record<string, string> = {}): Promise<Replica> => {
    const directory = makeDataDirectory();
    directories.push(directory);
    const replica = await makeReplica(database, directory, fake.origin, { ...shared, ...env });
    replicas.push(replica);
    return replica;
  };
  for (let index = 0; index < count; index++) await make();
  const all = [...replicas];
  const [first, ...others] = all;
  // The first brings the schema up to date.
  await first?.start();
  await Promise.all(others.map((other) => other.start()));
  return {
    redis,
    postgres,
    fake,
    all,
    admin: makeAdmin(
      () => all[0]!.url,
      MASTER_KEY,
      () => {},
    ),
    make,
    close: async () => {
      await Promise.all(
        replicas.map(async (replica) => {
          replica.target.agent?.destroy();
          replica.tell('SIGCONT');
          await replica.stop();
        }),
      );
      for (const directory of directories) {
        directory.remove();
        rmSync(`${directory.path}.log`, { force: true });
      }
      await database.close();
      await Promise.all([redis.close(), postgres.close(), fake.close()]);
    },
  };
}

async function makeReplica(
  database: TestDatabase,
  { path: dataDir }: TestDirectory,
  apiBase: string,
  env: Record<string, string>,
): Promise<Replica> {
  const gateway = await makeSpawnedGateway({ config: { ...database.config, dataDir } }, apiBase, env);
  return {
    ...gateway,
    target: { port: gateway.port, agent: new Agent({ keepAlive: true, maxSockets: 200 }) },
    messages: () =>
      gateway
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { level: number; msg: string })
        .filter(({ level }) => level >= INFO)
        .map(({ msg }) => msg),
    journal: () =>
      readdirSync(join(dataDir, 'journal'))
        .map((name) => readFileSync(join(dataDir, 'journal', name), 'utf8'))
        .join('\n'),
  };
}
