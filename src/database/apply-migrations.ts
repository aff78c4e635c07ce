import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientBase } from 'pg';

import { isConnectionFailure } from './as-database-error.js';
import { MigrationError } from './migration-error.js';
import { MIGRATIONS_DIRECTORY } from './migrations-directory.js';

/** Prisma's own advisory lock, so that `prisma migrate deploy` and this never run at the same time. */
const PRISMA_LOCK = 72_707_369;

/** As `prisma migrate deploy` makes it. */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** What was done, and what looks odd but is no reason to stop. */
export interface MigrationOutcome {
  readonly applied: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Brings the database to the schema of this version, in a way that `prisma migrate deploy` agrees with: the same
 * table, checksums and lock. Throws a MigrationError when that cannot be, and the driver's error when the connection
 * fails.
 */
export async function applyMigrations(
  client: ClientBase,
  directory = MIGRATIONS_DIRECTORY,
): Promise<MigrationOutcome> {
  const wanted = await readMigrations(directory);
  const before = await readHistory(client);
  // Most starts find all in place, and then need neither the lock nor the right to change the schema.
  if (isComplete(wanted, before)) return { applied: [], warnings: describeOddities(wanted, before) };
  return await underLock(client, () => applyMissing(client, wanted));
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return await Promise.all(names.sort().map((name) => readMigration(directory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/** Empty where there is no history yet. */
async function readHistory(client: ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`,
  );
  if (rows[0]?.exists !== true) return [];
  const history = await client.query<AppliedMigration>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return history.rows;
}

function isComplete(wanted: readonly Migration[], history: readonly AppliedMigration[]): boolean {
  const finished = new Set(
    history.filter(({ finished_at: at }) => at !== null).map((row) => row.migration_name),
  );
  return finished.size === history.length && wanted.every(({ name }) => finished.has(name));
}

function describeOddities(wanted: readonly Migration[], history: readonly AppliedMigration[]): string[] {
  const checksums = new Map(wanted.map(({ name, checksum }) => [name, checksum]));
  return history.flatMap(({ migration_name: name, checksum }) => {
    const expected = checksums.get(name);
    if (expected === undefined)
      return [
        `The database has the migration ${name}, which this version does not know: a newer one has used it.`,
      ];
    return expected === checksum
      ? []
      : [
          `The migration ${name} was edited after it had been applied; the database may differ from the schema.`,
        ];
  });
}

async function underLock<T>(client: ClientBase, task: () => Promise<T>): Promise<T> {
  await client.query(`SELECT pg_advisory_lock(${PRISMA_LOCK})`);
  try {
    return await task();
  } finally {
    // Where the connection is lost, the server has let go of the lock by itself.
    await client.query(`SELECT pg_advisory_unlock(${PRISMA_LOCK})`).catch(() => {});
  }
}

async function applyMissing(client: ClientBase, wanted: readonly Migration[]): Promise<MigrationOutcome> {
  await createHistory(client);
  const history = await readHistory(client);
  refuseUnfinished(history);
  const known = new Set(history.map(({ migration_name: name }) => name));
  const missing = wanted.filter(({ name }) => !known.has(name));
  for (const migration of missing) await applyOne(client, migration);
  return { applied: missing.map(({ name }) => name), warnings: describeOddities(wanted, history) };
}

async function createHistory(client: ClientBase): Promise<void> {
  try {
    await client.query(CREATE_HISTORY);
  } catch (error) {
    if (isConnectionFailure(error)) throw error;
    throw new MigrationError(
      `The database's user may not create the gateway's tables: ${messageOf(error)}. Grant it CREATE on the schema, or run "npx prisma migrate deploy" as a user who may.`,
      { cause: error },
    );
  }
}

function refuseUnfinished(history: readonly AppliedMigration[]): void {
  const unfinished = history.find(({ finished_at: at }) => at === null);
  if (unfinished === undefined) return;
  throw new MigrationError(
    `The migration ${unfinished.migration_name} failed earlier (P3009) and waits for you: repair the database, then run "npx prisma migrate resolve --rolled-back ${unfinished.migration_name}" (or --applied) with its DATABASE_URL.`,
  );
}

/** All of it in one transaction: a start that is cut off leaves nothing half done, and the next one tries again. */
async function applyOne(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    if (isConnectionFailure(error)) throw error;
    await client.query('ROLLBACK');
    throw new MigrationError(
      `The migration ${name} failed (P3018) and changed nothing: ${messageOf(error)}.`,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error).replace(/\.$/, '');
}
