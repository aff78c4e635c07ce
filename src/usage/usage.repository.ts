import { Injectable } from '@nestjs/common';

import { PrismaService } from '../database/prisma.service.js';
import type { Prisma } from '../generated/prisma/client.js';
import { createdAtOf } from './attempt-id.js';
import { INSERT_RECORDS } from './insert-records.js';
import { isoDayOf } from './iso-day.js';
import type { SpendWindow } from './spend-window.js';
import { hasSqlState } from './sql-state.js';
import { UsagePartitionsRepository } from './usage-partitions.repository.js';
import { parseUsageRecord } from './usage-record.js';

/** A window, and the attempts in it that are counted elsewhere. */
export interface SpendQuestion {
  window: SpendWindow;
  withoutAttempts: readonly string[];
}

const DAY_MS = 86_400_000;
/** What PostgreSQL and a Date both can hold. */
const FIRST_DAY_MS = Date.UTC(1, 0, 1);
const LAST_DAY_MS = Date.UTC(9999, 11, 31);

const COLUMNS: Readonly<Record<string, string>> = { key: 'key_id', team: 'team_id', user: 'user_id' };

/** All statements see the database as it was at the first of them. */
const ONE_MOMENT = { isolationLevel: 'RepeatableRead', maxWait: 2_000, timeout: 2_000 } as const;

/** Usage in the database: records in, sums of a subject's windows out. */
@Injectable()
export class UsageRepository {
  private readonly partitions: UsagePartitionsRepository;

  constructor(private readonly prisma: PrismaService) {
    this.partitions = new UsagePartitionsRepository(prisma);
  }

  /** False where the gateway was made to run without a database: records then stay in the journal. */
  get isConfigured(): boolean {
    return this.prisma.isConfigured;
  }

  /** Whether the database answered when it was last needed. */
  get isAvailable(): boolean {
    return this.prisma.isAvailable;
  }

  /**
   * Adds records, each given as `serializeUsageRecord` writes it, and the sums of their hours and days. What is there
   * already changes nothing. Days that no record was kept of before get their partition first.
   *
   * @throws ServiceUnavailableError when the database is away, RecordsRefusedError when it does not take what they hold,
   * or once took records of their days and has dropped them since.
   */
  async insert(records: readonly string[]): Promise<void> {
    try {
      if (await this.insertWhereDaysAreKnown(records)) return;
      await this.makePartitionsFor(records);
      await this.insertAll(records);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /**
   * The spend of each window, in nano-dollars, as one moment of the database has it.
   *
   * @throws ServiceUnavailableError when the database is away or takes longer than two seconds.
   */
  sumSpend(questions: readonly SpendQuestion[]): Promise<number[]> {
    return this.prisma.lookUp((client) => sumSpendIn(client, questions));
  }

  /**
   * The same of windows, without attempts that are asked for after the moment has been chosen: whatever is stored later
   * changes nothing.
   *
   * @throws as `sumSpend` does, and what `attemptsBeside` throws.
   */
  sumSpendBeside(
    windows: readonly SpendWindow[],
    attemptsBeside: () => Promise<readonly (readonly string[])[]>,
  ): Promise<number[]> {
    return this.prisma.lookUp((client) =>
      client.$transaction(async (transaction) => {
        await transaction.$queryRaw`SELECT 1`;
        const attempts = await attemptsBeside();
        const questions = windows.map((window, index) => ({
          window,
          withoutAttempts: attempts[index] ?? [],
        }));
        return sumSpendIn(transaction, questions);
      }, ONE_MOMENT),
    );
  }

  /** False when there is a day among them that has no partition. */
  private async insertWhereDaysAreKnown(records: readonly string[]): Promise<boolean> {
    try {
      await this.insertAll(records);
      return true;
    } catch (error) {
      if (hasSqlState(error, NO_PARTITION)) return false;
      throw error;
    }
  }

  private insertAll(records: readonly string[]): Promise<unknown> {
    const json = `[${records.join(',')}]`;
    return this.prisma.run((client) => client.$executeRawUnsafe(INSERT_RECORDS, json));
  }

  private async makePartitionsFor(records: readonly string[]): Promise<void> {
    const days = new Set(records.map((json) => dayOfRecord(json)));
    const gone = await this.partitions.make([...days]);
    if (gone.length === 0) return;
    throw new RecordsRefusedError(
      `The records of ${gone.join(', ')} have been dropped; it counts what they cost.`,
    );
  }
}

async function sumSpendIn(
  client: Prisma.TransactionClient,
  questions: readonly SpendQuestion[],
): Promise<number[]> {
  const parameters: unknown[] = [];
  const selects = questions.map((question) => `(${sumOf(question, parameters)})::text AS spend`);
  const sql = selects.map((select, index) => `SELECT ${index} AS place, ${select}`).join(' UNION ALL ');
  const rows = await client.$queryRawUnsafe<{ place: number; spend: string }[]>(sql, ...parameters);
  const sums = questions.map(() => 0);
  for (const { place, spend } of rows) sums[place] = Number(spend);
  return sums;
}

/** The database was reached and refused the records for what is in them: sending them again would not help. */
export class RecordsRefusedError extends Error {}

/** A record's UTC day. What has none is no record: RecordsRefusedError. */
function dayOfRecord(json: string): string {
  try {
    return isoDayOf(parseUsageRecord(json).createdAt);
  } catch (error) {
    throw new RecordsRefusedError('The database does not take this.', { cause: error });
  }
}

/**
 * Whole days come from the sums of days; the parts of a day at both ends of a window come from its records, and so do
 * the attempts that are to be left out.
 */
function sumOf({ window, withoutAttempts }: SpendQuestion, parameters: unknown[]): string {
  const [kind = '', id] = window.subject.split(':');
  const column = COLUMNS[kind];
  if (column === undefined) throw new TypeError(`No records are kept by ${kind}.`);
  const use = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
  const subject = use(id, 'uuid');
  const { firstDayMs, endDayMs, parts } = splitWindow(window);
  const terms: string[] = [];
  if (firstDayMs < endDayMs) {
    const [first, end] = [use(isoDayOf(firstDayMs), 'date'), use(isoDayOf(endDayMs), 'date')];
    terms.push(
      `SELECT cost_nano_usd FROM usage_days WHERE ${column} = ${subject} AND day >= ${first} AND day < ${end}`,
    );
  }
  for (const part of parts) {
    const [start, end] = [use(isoTime(part.startMs), 'timestamptz'), use(isoTime(part.endMs), 'timestamptz')];
    terms.push(
      `SELECT cost_nano_usd FROM usage_records WHERE ${column} = ${subject} AND created_at >= ${start} AND created_at < ${end}`,
    );
    if (part.endMs < Date.now() - DAY_MS) {
      const day = use(isoDayOf(part.startMs), 'date');
      terms.push(
        `SELECT cost_nano_usd FROM usage_days WHERE ${column} = ${subject} AND day = ${day} AND ${hasNoPartition(day)}`,
      );
    }
  }
  if (withoutAttempts.length > 0) terms.push(costsOf(withoutAttempts, use));
  return `SELECT coalesce(sum(cost_nano_usd), 0) FROM (${terms.join(' UNION ALL ')}) AS costs (cost_nano_usd)`;
}

/** Where a day's records have been dropped, all of it counts: a budget refuses too early rather than too late. */
function hasNoPartition(day: string): string {
  return `to_regclass('usage_records_' || to_char(${day}, 'YYYYMMDD')) IS NULL`;
}

/** What attempts cost, to take it off. An attempt's id says when it began: without that, all partitions are searched. */
function costsOf(attemptIds: readonly string[], use: (value: unknown, type: string) => string): string {
  const times = attemptIds.map((id) => Math.min(createdAtOf(id), LAST_DAY_MS));
  const [first, last] = [Math.min, Math.max].map((end) =>
    use(isoTime(times.reduce((one, other) => end(one, other))), 'timestamptz'),
  );
  const ids = use(attemptIds, 'uuid[]');
  const places = use(times.map(isoTime), 'timestamptz[]');
  return (
    `SELECT -cost_nano_usd FROM usage_records WHERE created_at >= ${first} AND created_at <= ${last} ` +
    `AND (created_at, attempt_id) IN (SELECT * FROM unnest(${places}, ${ids}))`
  );
}

interface SplitWindow {
  firstDayMs: number;
  endDayMs: number;
  parts: { startMs: number; endMs: number }[];
}

/** A window as whole UTC days, and what it has of days beside them. */
function splitWindow(window: SpendWindow): SplitWindow {
  const startMs = Math.max(window.startMs, FIRST_DAY_MS);
  const endMs = Math.min(window.endMs, LAST_DAY_MS);
  const firstDayMs = Math.ceil(startMs / DAY_MS) * DAY_MS;
  const endDayMs = Math.floor(endMs / DAY_MS) * DAY_MS;
  if (firstDayMs > endDayMs) return { firstDayMs: 0, endDayMs: 0, parts: [{ startMs, endMs }] };
  const parts = [
    { startMs, endMs: firstDayMs },
    { startMs: endDayMs, endMs },
  ].filter((part) => part.startMs < part.endMs);
  return { firstDayMs, endDayMs, parts };
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** A record of a day that has no partition. The table has no other constraint of this kind. */
const NO_PARTITION = /^23514$/;
/** PostgreSQL's classes for data that cannot be taken (22) and for broken constraints (23). */
const ABOUT_CONTENT = /^(22|23)...$/;

function asRefusal(error: unknown): unknown {
  if (!hasSqlState(error, ABOUT_CONTENT)) return error;
  return new RecordsRefusedError('The database does not take this.', { cause: error });
}
