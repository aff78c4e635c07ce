import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

import type { Logger } from '../observability/logger.js';
import { isConnectionFailure } from './as-database-error.js';

/** What the gateway is that takes the lock. */
export interface ReplicaLockTerms {
  databaseUrl: string;
  /** Absent: limits and budgets are those of this process alone. */
  redisUrl: string | undefined;
  /** Others are welcome although they count by themselves. */
  isAllowedWithoutRedis: boolean;
}

/** The first half of our advisory locks, for who uses the database and for which Redis is named. */
const USERS_LOCK = 1_953_460_324;
const REDIS_LOCK = 1_953_460_325;
/** A gateway that was killed lets go of its lock as soon as its connection is gone. */
const PATIENCE_MS = 3_000;
const TRY_AGAIN_AFTER_MS = 200;
const RECONNECT_AFTER_MS = 2_000;
const TIME_LIMIT_MS = 2_000;
/** A machine that lost its power does not hold the lock for hours. */
const KEEP_ALIVE =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

const OTHERS_WITH_ANOTHER_REDIS = `SELECT count(*)::int AS others FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND classid = $1 AND objid <> $2::bigint::oid
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * Keeps gateways off each other's database that would not share limits and budgets: each holds an advisory lock for as
 * long as it lives, one for all where they share a Redis, and else one that is exclusive.
 */
export class ReplicaLock {
  private client: pg.Client | undefined;
  private isClosed = false;
  private hasSaidRefused = false;
  private reconnectTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly terms: ReplicaLockTerms,
    private readonly logger: Logger,
  ) {}

  /**
   * Takes the lock. A database that is away refuses nobody: the lock is then taken when it is back.
   *
   * @throws an Error of one line when another gateway is in the way.
   */
  async take(): Promise<void> {
    const giveUpAtMs = performance.now() + PATIENCE_MS;
    try {
      const client = await this.connect();
      while (!(await this.tryToLock(client))) {
        if (performance.now() > giveUpAtMs) throw new Error(this.describeRefusal());
        await wait(TRY_AGAIN_AFTER_MS);
      }
      await this.compareRedis(client);
    } catch (error) {
      if (!isConnectionFailure(error)) {
        await this.close();
        throw error;
      }
      this.reconnectSoon();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.reconnectTimer);
    await this.client?.end().catch(() => {});
  }

  private async connect(): Promise<pg.Client> {
    const url = new URL(this.terms.databaseUrl);
    url.searchParams.delete('schema');
    const client = new pg.Client({
      connectionString: url.href,
      connectionTimeoutMillis: TIME_LIMIT_MS,
      query_timeout: TIME_LIMIT_MS,
      keepAlive: true,
      application_name: 'tollgate-lock',
    });
    this.client = client;
    client.on('error', () => {});
    client.on('end', () => this.reconnectSoon());
    await client.connect();
    await client.query(KEEP_ALIVE);
    return client;
  }

  private async tryToLock(client: pg.Client): Promise<boolean> {
    const { redisUrl, isAllowedWithoutRedis } = this.terms;
    const mode = redisUrl !== undefined || isAllowedWithoutRedis ? '_shared' : '';
    const { rows } = await client.query<{ isTaken: boolean }>(
      `SELECT pg_try_advisory_lock${mode}($1, 1) AS "isTaken"`,
      [USERS_LOCK],
    );
    return rows[0]?.isTaken === true;
  }

  /** Gateways that name different servers share with some of the others only. */
  private async compareRedis(client: pg.Client): Promise<void> {
    const { redisUrl } = this.terms;
    if (redisUrl === undefined) return;
    const place = placeNumber(redisUrl);
    await client.query('SELECT pg_advisory_lock_shared($1, $2)', [REDIS_LOCK, place]);
    const { rows } = await client.query<{ others: number }>(OTHERS_WITH_ANOTHER_REDIS, [REDIS_LOCK, place]);
    if ((rows[0]?.others ?? 0) === 0) return;
    this.logger.warn(
      'Another gateway on this database names another Redis: only those with the same REDIS_URL share limits and budgets.',
    );
  }

  private reconnectSoon(): void {
    if (this.isClosed) return;
    clearTimeout(this.reconnectTimer);
    this.reconnectTimer = setTimeout(() => void this.reconnect(), RECONNECT_AFTER_MS).unref();
  }

  /** Whoever runs goes on running: it only says what is wrong. */
  private async reconnect(): Promise<void> {
    try {
      const client = await this.connect();
      if (await this.tryToLock(client)) return await this.compareRedis(client);
      this.sayRefused();
      await client.end();
    } catch {
      this.reconnectSoon();
    }
  }

  private sayRefused(): void {
    if (this.hasSaidRefused) return;
    this.hasSaidRefused = true;
    this.logger.error(this.describeRefusal());
  }

  private describeRefusal(): string {
    return this.terms.redisUrl === undefined
      ? 'Another gateway uses this database. Give all of them one REDIS_URL, so that they share limits and budgets, or set TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS=true (general_settings.allow_replicas_without_redis) to have each count by itself.'
      : 'A gateway without a REDIS_URL uses this database. Stop it, or give it the same REDIS_URL as this one.';
  }
}

/** Host, port and number of a Redis as a number that PostgreSQL takes for a lock; never its password. */
function placeNumber(redisUrl: string): number {
  const { host, pathname } = new URL(redisUrl);
  return createHash('sha256').update(`${host}${pathname}`).digest().readUInt32BE() >>> 1;
}
