import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { PoolConfig } from 'pg';

import type { PrismaClient } from '../generated/prisma/client.js';
import type { Logger } from '../observability/logger.js';
import { applyMigrations } from './apply-migrations.js';
import { databaseUnavailable } from './as-database-error.js';
import type { DatabaseSource } from './database-source.js';
import { MigrationError } from './migration-error.js';
import { openClient } from './open-client.js';

/** What only the operator can cure is tried again less often. */
const RETRY_AFTER_REFUSAL_MS = 15_000;

/** SQLSTATEs of a server that is there and will not have us: wrong credentials, no such database. */
const REFUSALS = /^(28...|3D000)$/;

/**
 * Keeps the way to one database open: brings its schema up to date when it is first reached, notices when it goes away,
 * and finds it again by itself. Says each of these once.
 */
export class DatabaseLink {
  readonly #source: DatabaseSource;
  readonly #logger: Logger;
  readonly #waiting = new Set<() => void>();
  readonly #closing = new AbortController();
  #client: PrismaClient | undefined;
  #isAvailable = false;
  #hasSaidAway = false;
  #lastSeenAtMs = -Infinity;
  /** One at a time, in order: looking whether it is still there, finding it again. */
  #tasks: Promise<void> = Promise.resolve();
  #isSuspected = false;

  constructor(source: DatabaseSource, logger: Logger) {
    this.#source = source;
    this.#logger = logger;
    source.onLost((reason) => this.#goAway(reason));
  }

  get isAvailable(): boolean {
    return this.#isAvailable;
  }

  /** Milliseconds since the database was last known to be there; 0 while it is, Infinity before it was ever reached. */
  get awayForMs(): number {
    return this.#isAvailable ? 0 : performance.now() - this.#lastSeenAtMs;
  }

  /** Throws the 503 of a database that is away. */
  get client(): PrismaClient {
    if (!this.#isAvailable || this.#client === undefined) throw databaseUnavailable();
    return this.#client;
  }

  /**
   * Resolves once the database is ready, or when it could not be reached for so long: then it is looked for behind the
   * scenes. Throws what only the operator can cure; without a patience everything.
   */
  async start(patienceMs?: number): Promise<void> {
    const giveUpAtMs = performance.now() + (patienceMs ?? 0);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#reach();
      } catch (error) {
        if (patienceMs === undefined || isForOperator(error)) {
          await this.close();
          throw describeRefusal(error);
        }
        const delayMs = this.#delayAfter(attempt);
        if (performance.now() + delayMs > giveUpAtMs) return this.#goAway(messageOf(error));
        await this.#pause(delayMs);
      }
    }
  }

  /** Resolves when the database is there: at once, or when it has been found again. */
  async whenAvailable(): Promise<void> {
    while (!this.#isAvailable) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Something on the way to the database failed: looks whether it is still there. */
  suspect(error: unknown): void {
    if (!this.#isAvailable || this.#isSuspected) return;
    this.#isSuspected = true;
    this.#enqueue(async () => {
      this.#isSuspected = false;
      try {
        await this.#source.probe();
      } catch {
        this.#leave(messageOf(error));
        await this.#reachAgain();
      }
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#tasks;
    this.#isAvailable = false;
    await this.#client?.$disconnect();
    this.#client = undefined;
    await this.#source.close();
  }

  #goAway(reason: string): void {
    this.#leave(reason);
    this.#enqueue(() => this.#reachAgain());
  }

  #leave(reason: string): void {
    if (this.#isAvailable) this.#lastSeenAtMs = performance.now();
    this.#isAvailable = false;
    if (this.#hasSaidAway || this.#closing.signal.aborted) return;
    this.#hasSaidAway = true;
    this.#logger.warn(
      { database: this.#source.description, reason },
      'The database cannot be reached; trying again until it can',
    );
  }

  #enqueue(task: () => Promise<void>): void {
    this.#tasks = this.#tasks.then(task);
  }

  async #reachAgain(): Promise<void> {
    let lastRefusal: string | undefined;
    for (let attempt = 0; !this.#closing.signal.aborted; attempt++) {
      try {
        return await this.#reach();
      } catch (error) {
        const refusal = isForOperator(error) ? messageOf(describeRefusal(error)) : undefined;
        if (refusal !== undefined && refusal !== lastRefusal) this.#logger.error(refusal);
        lastRefusal = refusal;
        await this.#pause(refusal === undefined ? this.#delayAfter(attempt) : RETRY_AFTER_REFUSAL_MS);
      }
    }
  }

  async #reach(): Promise<void> {
    const pool = await this.#source.open();
    if (this.#client === undefined) {
      await this.#migrate(pool);
      this.#client = await openClient({
        pool,
        schema: this.#source.schema,
        onConnectionError: (error) => this.suspect(error),
      });
    } else {
      await this.#source.probe();
    }
    // An open connection tells when the server goes, even while nobody asks for anything.
    await this.#client.$executeRawUnsafe('SELECT 1').catch(() => {});
    if (this.#closing.signal.aborted) return;
    if (this.#hasSaidAway) {
      this.#logger.info({ database: this.#source.description }, 'The database can be reached again');
    }
    this.#hasSaidAway = false;
    this.#isAvailable = true;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #migrate({ statement_timeout: _, query_timeout: __, ...connection }: PoolConfig): Promise<void> {
    const client = new pg.Client(connection);
    client.on('error', () => {});
    try {
      await client.connect();
      if (this.#source.schema !== undefined) {
        await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(this.#source.schema)}`);
      }
      const { applied, warnings } = await applyMigrations(client);
      if (applied.length > 0) this.#logger.info({ migrations: applied }, 'The database has a new schema');
      for (const warning of warnings) this.#logger.warn(warning);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Spread a little, so that several gateways do not all come at once. */
  #delayAfter(attempt: number): number {
    const { retryDelaysMs } = this.#source;
    const delayMs = retryDelaysMs[attempt] ?? retryDelaysMs.at(-1) ?? 0;
    return delayMs * (0.8 + 0.4 * Math.random());
  }

  async #pause(delayMs: number): Promise<void> {
    await wait(delayMs, undefined, { signal: this.#closing.signal }).catch(() => {});
  }
}

function isForOperator(error: unknown): boolean {
  return error instanceof MigrationError || REFUSALS.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}

function describeRefusal(error: unknown): unknown {
  if (!REFUSALS.test(codeOf(error))) return error;
  return new Error(`The database server of DATABASE_URL refuses: ${messageOf(error)}.`, { cause: error });
}

function messageOf(error: unknown): string {
  const { message, code } = error as { message?: unknown; code?: unknown };
  return String(message || code || error);
}
