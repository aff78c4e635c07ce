import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

import { applyMigrations } from '../../src/database/apply-migrations.js';
import { MigrationError } from '../../src/database/migration-error.js';
import { MIGRATIONS_DIRECTORY } from '../../src/database/migrations-directory.js';
import { openClient, type OpenClient } from './open-client.js';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from './postgres-server.js';
import { openPrisma } from './start-prisma.js';
import { databases, startDatabaseOn, type TestDatabase } from './start-test-database.js';

describe.each(databases())('migrations ($name)', ({ start }) => {
  let database: TestDatabase;
  let open: OpenClient;
  let client: pg.Client;
  let folder: string;

  beforeAll(async () => {
    database = await start();
    open = await openClient(database);
    client = open.client;
  });
  afterAll(async () => {
    await open?.close();
    await database?.close();
  });
  beforeEach(async () => {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    folder = mkdtempSync(join(tmpdir(), 'tollgate-migrations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const add = (name: string, sql: string): void => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  const history = async (): Promise<unknown[]> => {
    const { rows } = await client.query<object>(
      `SELECT migration_name, length(checksum) AS digits, finished_at >= started_at AS "isFinished",
         rolled_back_at, logs, applied_steps_count FROM _prisma_migrations ORDER BY started_at`,
    );
    return rows;
  };

  it('are applied once, in their order, and leave the history that Prisma expects', async () => {
    add('2_second', 'ALTER TABLE a ADD COLUMN c int; -- a; comment\nINSERT INTO a VALUES (1, 2);');
    add('1_first', 'CREATE TABLE a (b int);');

    expect(await applyMigrations(client, folder)).toEqual({ applied: ['1_first', '2_second'], warnings: [] });
    expect(await applyMigrations(client, folder)).toEqual({ applied: [], warnings: [] });
    const done = { digits: 64, isFinished: true, rolled_back_at: null, logs: null, applied_steps_count: 1 };
    expect(await history()).toEqual([
      { migration_name: '1_first', ...done },
      { migration_name: '2_second', ...done },
    ]);
    expect((await client.query('SELECT * FROM a')).rows).toEqual([{ b: 1, c: 2 }]);
  });

  it('that fail change nothing, say why in one line, and are tried again at the next start', async () => {
    add('1_first', 'CREATE TABLE a (b int);\nSELECT nonsense();');

    const failure = applyMigrations(client, folder);
    await expect(failure).rejects.toBeInstanceOf(MigrationError);
    await expect(failure).rejects.toThrow(
      /^The migration 1_first failed \(P3018\) and changed nothing: function nonsense\(\) does not exist\.$/,
    );
    expect(await history()).toEqual([]);

    add('1_first', 'CREATE TABLE a (b int);');
    expect((await applyMigrations(client, folder)).applied).toEqual(['1_first']);
  });

  it('that Prisma left unfinished wait for the operator', async () => {
    add('1_first', 'CREATE TABLE a (b int);');
    await applyMigrations(client, folder);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');

    await expect(applyMigrations(client, folder)).rejects.toThrow(
      /^The migration 1_first failed earlier \(P3009\) .* "npx prisma migrate resolve --rolled-back 1_first"/,
    );
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE a');
    expect((await applyMigrations(client, folder)).applied).toEqual(['1_first']);
  });

  it('that were edited afterwards, or come from a newer version, are warned of and left alone', async () => {
    add('1_first', 'CREATE TABLE a (b int);');
    add('2_second', 'CREATE TABLE c (d int);');
    await applyMigrations(client, folder);
    add('1_first', 'CREATE TABLE a (b bigint);');
    rmSync(join(folder, '2_second'), { recursive: true });

    expect(await applyMigrations(client, folder)).toEqual({
      applied: [],
      warnings: [
        'The migration 1_first was edited after it had been applied; the database may differ from the schema.',
        'The database has the migration 2_second, which this version does not know: a newer one has used it.',
      ],
    });
  });

  it('of this version have the lock file of the database that they are for', () => {
    expect(readFileSync(join(MIGRATIONS_DIRECTORY, 'migration_lock.toml'), 'utf8')).toContain('"postgresql"');
  });

  it('of this version make what the gateway works with', async () => {
    const { applied } = await applyMigrations(client);
    expect(applied.length).toBeGreaterThan(0);
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'audit_entries',
        'teams',
        'usage_days',
        'usage_records',
        'users',
        'virtual_keys',
      ]),
    );
  });
});

describeWithPostgres('gateways that share a PostgreSQL server', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.close());

  it('apply the migrations once, however many start at the same time', async () => {
    const database = await startDatabaseOn(server.url);
    const gateways = await Promise.all([1, 2, 3, 4].map(() => openPrisma(database)));
    try {
      const news = gateways.flatMap(({ messages }) => messages());
      expect(news).toEqual(['The database has a new schema']);
      for (const { prisma } of gateways) expect(await prisma.run((client) => client.team.count())).toBe(0);
    } finally {
      await Promise.all(gateways.map(({ close }) => close()));
      await database.close();
    }
  });
});
