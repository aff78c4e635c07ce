import { randomBytes } from 'node:crypto';
import pg from 'pg';

import type { DatabaseConfig } from '../../src/config/gateway-config.js';
import { Secret } from '../../src/config/secret.js';
import { makeDataDirectory } from './data-directory.js';
import { copyEmbeddedTemplate } from './embedded-template.js';

/** An empty database, and the data directory that goes with it: what a gateway's configuration needs. */
export interface TestDatabase {
  config: { database: DatabaseConfig; dataDir: string; redisUrl?: Secret };
  /** Drops the database and removes the directory. Close first what uses them. */
  close(): Promise<void>;
}

export interface TestDatabaseKind {
  name: string;
  start: () => Promise<TestDatabase>;
}

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;

/** What suites of the database run on: `describe.each(databases())('… ($name)', ({ start }) => …)`. */
export function databases(): TestDatabaseKind[] {
  const embedded = { name: 'embedded', start: startEmbeddedDatabase };
  return TEST_DATABASE_URL === undefined
    ? [embedded]
    : [embedded, { name: 'PostgreSQL', start: () => startDatabaseOn(TEST_DATABASE_URL) }, ...withRedis()];
}

/** As gateways have them that share their limits and budgets with others. */
function withRedis(): TestDatabaseKind[] {
  if (TEST_DATABASE_URL === undefined || TEST_REDIS_URL === undefined) return [];
  const start = async (): Promise<TestDatabase> => {
    const database = await startDatabaseOn(TEST_DATABASE_URL);
    return { ...database, config: { ...database.config, redisUrl: new Secret(TEST_REDIS_URL) } };
  };
  return [{ name: 'PostgreSQL and Redis', start }];
}

/** With all migrations applied; its files are in the data directory. */
export async function startEmbeddedDatabase(): Promise<TestDatabase> {
  const directory = makeDataDirectory();
  await copyEmbeddedTemplate(directory.path);
  return {
    config: { database: { kind: 'embedded' }, dataDir: directory.path },
    close: async () => directory.remove(),
  };
}

/** Makes a database of its own on the server; its schema is made by the gateway at its start. */
export async function startDatabaseOn(serverUrl: string): Promise<TestDatabase> {
  const name = `tollgate_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const directory = makeDataDirectory();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    config: { database: { kind: 'server', url: new Secret(url.href) }, dataDir: directory.path },
    close: async () => {
      directory.remove();
      await onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
