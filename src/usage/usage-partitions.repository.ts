import { Injectable } from '@nestjs/common';

import { PrismaService } from '../database/prisma.service.js';
import { hasSqlState } from './sql-state.js';

/** `busy`: somebody uses the table, or another gateway drops partitions at this moment. */
export type DropResult = 'dropped' | 'busy';

/** Nobody waits longer than this behind a partition that is to go. */
const LOCK_TIMEOUT_MS = 300;
const LOCK_TIMED_OUT = /^55P03$/;
const DROP_LOCK = 'pg_try_advisory_xact_lock(1953460326, 1)';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The partitions of the usage records, one for each UTC day, and the sums of hours. Days are as `2026-11-22`. */
@Injectable()
export class UsagePartitionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** False where the gateway was made to run without a database. */
  get isConfigured(): boolean {
    return this.prisma.isConfigured;
  }

  whenAvailable(): Promise<void> {
    return this.prisma.whenAvailable();
  }

  /**
   * Makes partitions where there are none. Returns the days that get none, because sums are kept of records that are
   * gone: one of them that came again would count twice.
   */
  async make(days: readonly string[]): Promise<string[]> {
    const rows = await this.prisma.run((client) =>
      client.$queryRawUnsafe<{ day: string; isGone: boolean }[]>(
        `SELECT day::text, is_gone AS "isGone", CASE WHEN NOT is_gone THEN tollgate_make_usage_partition(day)::text END
        FROM (
          SELECT day, to_regclass('usage_records_' || to_char(day, 'YYYYMMDD')) IS NULL
            AND EXISTS (SELECT FROM usage_days WHERE usage_days.day = wanted.day) AS is_gone
          FROM unnest($1::date[]) AS wanted (day)
        ) AS looked_up
        ORDER BY day`,
        days,
      ),
    );
    return rows.filter(({ isGone }) => isGone).map(({ day }) => day);
  }

  /** The days that have a partition, oldest first. */
  async days(): Promise<string[]> {
    const rows = await this.prisma.run(
      (client) => client.$queryRaw<{ day: string }[]>`
        SELECT to_date(right(relname, 8), 'YYYYMMDD')::text AS day
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'usage_records'::regclass AND relname ~ '^usage_records_[0-9]{8}$'
        ORDER BY relname`,
    );
    return rows.map(({ day }) => day);
  }

  /** Drops the records of a day, with hardly a moment in which others wait. Their sums stay. */
  async drop(day: string): Promise<DropResult> {
    if (!DAY.test(day)) throw new TypeError(`${day} is no day.`);
    return this.prisma.run((client) =>
      client
        .$transaction(async (transaction) => {
          await transaction.$executeRawUnsafe(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
          const [lock] = await transaction.$queryRawUnsafe<{ isMine: boolean }[]>(
            `SELECT ${DROP_LOCK} AS "isMine"`,
          );
          if (lock?.isMine !== true) return 'busy';
          await transaction.$executeRawUnsafe(
            `DROP TABLE IF EXISTS usage_records_${day.replaceAll('-', '')}`,
          );
          return 'dropped';
        })
        .catch((error: unknown) => {
          if (hasSqlState(error, LOCK_TIMED_OUT)) return 'busy';
          throw error;
        }),
    );
  }

  /** Forgets the sums of the hours before an instant. Returns how many there were. */
  forgetHours(beforeMs: number): Promise<number> {
    return this.prisma.run(
      (client) => client.$executeRaw`DELETE FROM usage_hours WHERE hour < ${new Date(beforeMs)}::timestamptz`,
    );
  }
}
