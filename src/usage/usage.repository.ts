import { Injectable } from '@nestjs/common';

import { PrismaService } from '../database/prisma.service.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { SpendWindow } from './spend-window.js';

/** A window, and the attempts in it that are counted elsewhere. */
export interface SpendQuestion {
  window: SpendWindow;
  withoutAttempts: readonly string[];
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
const DAY_MS = 86_400_000;
/** What PostgreSQL and a Date both can hold. */
const FIRST_DAY_MS = Date.UTC(1, 0, 1);
const LAST_DAY_MS = Date.UTC(9999, 11, 31);

/** One statement, so that a record and its day's sums are there together or not at all. */
const INSERT_RECORDS = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($1::json) AS record (
      "attemptId" uuid, "requestId" text, "attempt" smallint, "route" text, "keyId" uuid, "teamId" uuid,
      "userId" uuid, "model" text, "upstreamModel" text, "provider" text, "deployment" text, "servedModel" text,
      "isNotional" boolean, "inputTokens" bigint, "cacheReadTokens" bigint, "cacheWrite5mTokens" bigint,
      "cacheWrite1hTokens" bigint, "outputTokens" bigint, "thinkingTokens" bigint, "webSearchRequests" integer,
      "webFetchRequests" integer, "costNanoUsd" bigint, "isEstimated" boolean, "isSuspect" boolean, "result" text,
      "status" smallint, "errorType" text, "errorCode" text, "isStream" boolean, "durationMs" integer,
      "timeToFirstTokenMs" integer, "sessionId" text, "createdAt" bigint)
  ), inserted AS (
    INSERT INTO usage_records (
      attempt_id, request_id, attempt, route, key_id, team_id, user_id, model, upstream_model, provider, deployment,
      served_model, is_notional, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
      output_tokens, thinking_tokens, web_search_requests, web_fetch_requests, cost_nano_usd, is_estimated, is_suspect,
      result, status, error_type, error_code, is_stream, duration_ms, time_to_first_token_ms, session_id, created_at)
    SELECT
      "attemptId", "requestId", "attempt", "route", "keyId", "teamId", "userId", "model", "upstreamModel", "provider",
      "deployment", "servedModel", coalesce("isNotional", false), "inputTokens", "cacheReadTokens",
      "cacheWrite5mTokens", "cacheWrite1hTokens", "outputTokens", "thinkingTokens", "webSearchRequests",
      "webFetchRequests", "costNanoUsd", "isEstimated", "isSuspect", "result", "status", "errorType", "errorCode",
      "isStream", "durationMs", "timeToFirstTokenMs", "sessionId", to_timestamp("createdAt" / 1000.0)
    FROM incoming
    ON CONFLICT (attempt_id) DO NOTHING
    RETURNING *
  )
  INSERT INTO usage_days (
    day, key_id, team_id, user_id, model, provider, requests, failures, input_tokens, cache_read_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, thinking_tokens, web_search_requests, cost_nano_usd,
    unpriced, retries, notional_nano_usd)
  SELECT
    (created_at AT TIME ZONE 'UTC')::date, coalesce(key_id, '${NO_ID}'), coalesce(team_id, '${NO_ID}'),
    coalesce(user_id, '${NO_ID}'), model, coalesce(provider, ''), count(*) FILTER (WHERE attempt <= 1),
    count(*) FILTER (WHERE result IN ('failed', 'refused')), sum(input_tokens), sum(cache_read_tokens),
    sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(output_tokens), sum(thinking_tokens),
    sum(web_search_requests), coalesce(sum(cost_nano_usd), 0),
    count(*) FILTER (WHERE cost_nano_usd IS NULL AND result <> 'refused'),
    count(*) FILTER (WHERE attempt > 1), coalesce(sum(cost_nano_usd) FILTER (WHERE is_notional), 0)
  FROM inserted
  GROUP BY 1, 2, 3, 4, 5, 6
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT (day, key_id, team_id, user_id, model, provider) DO UPDATE SET
    requests = usage_days.requests + excluded.requests,
    failures = usage_days.failures + excluded.failures,
    input_tokens = usage_days.input_tokens + excluded.input_tokens,
    cache_read_tokens = usage_days.cache_read_tokens + excluded.cache_read_tokens,
    cache_write_5m_tokens = usage_days.cache_write_5m_tokens + excluded.cache_write_5m_tokens,
    cache_write_1h_tokens = usage_days.cache_write_1h_tokens + excluded.cache_write_1h_tokens,
    output_tokens = usage_days.output_tokens + excluded.output_tokens,
    thinking_tokens = usage_days.thinking_tokens + excluded.thinking_tokens,
    web_search_requests = usage_days.web_search_requests + excluded.web_search_requests,
    cost_nano_usd = usage_days.cost_nano_usd + excluded.cost_nano_usd,
    unpriced = usage_days.unpriced + excluded.unpriced,
    retries = usage_days.retries + excluded.retries,
    notional_nano_usd = usage_days.notional_nano_usd + excluded.notional_nano_usd`;

const COLUMNS: Readonly<Record<string, string>> = { key: 'key_id', team: 'team_id', user: 'user_id' };

/** All statements see the database as it was at the first of them. */
const ONE_MOMENT = { isolationLevel: 'RepeatableRead', maxWait: 2_000, timeout: 2_000 } as const;

/** Usage in the database: records in, sums of a subject's windows out. */
@Injectable()
export class UsageRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** False where the gateway was made to run without a database: records then stay in the journal. */
  get isConfigured(): boolean {
    return this.prisma.isConfigured;
  }

  /** Whether the database answered when it was last needed. */
  get isAvailable(): boolean {
    return this.prisma.isAvailable;
  }

  /**
   * Adds records, each given as `serializeUsageRecord` writes it, and the sums of their days. What is there already
   * changes nothing.
   *
   * @throws ServiceUnavailableError when the database is away, RecordsRefusedError when it does not take what they hold.
   */
  async insert(records: readonly string[]): Promise<void> {
    const json = `[${records.join(',')}]`;
    try {
      await this.prisma.run((client) => client.$executeRawUnsafe(INSERT_RECORDS, json));
    } catch (error) {
      throw isAboutContent(error)
        ? new RecordsRefusedError('The database does not take this.', { cause: error })
        : error;
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
    const [first, end] = [use(isoDay(firstDayMs), 'date'), use(isoDay(endDayMs), 'date')];
    terms.push(
      `SELECT cost_nano_usd FROM usage_days WHERE ${column} = ${subject} AND day >= ${first} AND day < ${end}`,
    );
  }
  for (const part of parts) {
    const [start, end] = [use(isoTime(part.startMs), 'timestamptz'), use(isoTime(part.endMs), 'timestamptz')];
    terms.push(
      `SELECT cost_nano_usd FROM usage_records WHERE ${column} = ${subject} AND created_at >= ${start} AND created_at < ${end}`,
    );
  }
  if (withoutAttempts.length > 0) {
    terms.push(
      `SELECT -cost_nano_usd FROM usage_records WHERE attempt_id = ANY(${use(withoutAttempts, 'uuid[]')})`,
    );
  }
  return `SELECT coalesce(sum(cost_nano_usd), 0) FROM (${terms.join(' UNION ALL ')}) AS costs (cost_nano_usd)`;
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

function isoDay(timeMs: number): string {
  return isoTime(timeMs).slice(0, 10);
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** PostgreSQL's classes for data that cannot be taken (22) and for broken constraints (23). */
const CONTENT_SQLSTATE = /^(22|23)...$/;

interface ErrorParts {
  originalCode?: unknown;
  code?: unknown;
  meta?: { code?: unknown; driverAdapterError?: unknown };
  cause?: unknown;
}

function isAboutContent(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { originalCode, code, meta, cause } = error as ErrorParts;
  return (
    [originalCode, code, meta?.code].some(
      (known) => typeof known === 'string' && CONTENT_SQLSTATE.test(known),
    ) ||
    isAboutContent(meta?.driverAdapterError, depth + 1) ||
    isAboutContent(cause, depth + 1)
  );
}
