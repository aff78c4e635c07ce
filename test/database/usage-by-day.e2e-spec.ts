import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';

import { applyMigrations } from '../../src/database/apply-migrations.js';
import { MIGRATIONS_DIRECTORY } from '../../src/database/migrations-directory.js';
import { openClient, type OpenClient } from './open-client.js';
import { databases, type TestDatabase } from './start-test-database.js';

const MIGRATION = '20261122203000_usage_by_day';
const RECORDS = process.env.LONG === '1' ? 1_000_000 : 3_000;
const KEY = '11111111-1111-4111-8111-111111111111';

/** An installation of the version before, with usage of 40 days up to now in it. */
const FILL = `
  INSERT INTO usage_records (attempt_id, request_id, attempt, route, key_id, model, provider, input_tokens, output_tokens,
    cost_nano_usd, result, status, is_stream, duration_ms, time_to_first_token_ms, session_id, created_at, is_notional)
  SELECT md5(i::text)::uuid, 'req_' || i / 2, 1 + i % 2, 'messages', CASE WHEN i % 3 > 0 THEN '${KEY}'::uuid END, 'sonnet',
    CASE WHEN i % 5 > 0 THEN 'anthropic' END, i % 100, i % 10, CASE WHEN i % 7 > 0 THEN i END,
    (ARRAY['completed', 'failed', 'cancelled', 'refused'])[1 + i % 4], 200, true, i % 1000,
    CASE WHEN i % 4 = 0 THEN i % 50 END, 'session', date_trunc('milliseconds', now() - i * (interval '40 days' / ${RECORDS})), i % 11 = 0
  FROM generate_series(1, ${RECORDS}) AS i`;
const SUM_UP_DAYS = `
  INSERT INTO usage_days (day, key_id, team_id, user_id, model, provider, requests, failures, input_tokens,
    cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, thinking_tokens,
    web_search_requests, cost_nano_usd, unpriced)
  SELECT (created_at AT TIME ZONE 'UTC')::date, coalesce(key_id, '00000000-0000-0000-0000-000000000000'),
    '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', model, coalesce(provider, ''),
    count(*), 0, sum(input_tokens), 0, 0, 0, sum(output_tokens), 0, 0, coalesce(sum(cost_nano_usd), 0), 0
  FROM usage_records GROUP BY 1, 2, 5, 6`;
const DIGEST = `
  SELECT count(*)::int AS records, count(DISTINCT attempt_id)::int AS attempts, sum(cost_nano_usd)::text AS cost,
    sum(hashtextextended(to_jsonb(usage_records)::text, 0)::numeric)::text AS digest
  FROM usage_records`;
const SUMS = (table: string, since: string) => `
  SELECT sum(requests)::int AS requests, sum(input_tokens)::int AS tokens, sum(refusals)::int AS refusals,
    sum(completions)::int AS completions, sum(cancellations)::int AS cancellations, sum(completed_ms)::int AS "completedMs",
    sum(first_tokens)::int AS "firstTokens", sum(first_token_ms)::int AS "firstTokenMs"
  FROM ${table} WHERE ${since}`;
const RECORD_SUMS = (requests: string, since: string) => `
  SELECT count(*) FILTER (WHERE ${requests})::int AS requests, sum(input_tokens)::int AS tokens,
    count(*) FILTER (WHERE result = 'refused')::int AS refusals,
    count(*) FILTER (WHERE result = 'completed')::int AS completions,
    count(*) FILTER (WHERE result = 'cancelled')::int AS cancellations,
    sum(duration_ms) FILTER (WHERE result = 'completed')::int AS "completedMs",
    count(time_to_first_token_ms)::int AS "firstTokens", sum(time_to_first_token_ms)::int AS "firstTokenMs"
  FROM usage_records WHERE ${since}`;

describe.each(databases())('usage of the version before ($name)', ({ name, start }) => {
  let database: TestDatabase;
  let open: OpenClient;
  let client: pg.Client;
  let before: string;

  beforeAll(async () => {
    database = await start();
    open = await openClient(database);
    client = open.client;
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    before = mkdtempSync(join(tmpdir(), 'tollgate-migrations-before-'));
    for (const migration of readdirSync(MIGRATIONS_DIRECTORY).filter((one) => one < MIGRATION)) {
      cpSync(join(MIGRATIONS_DIRECTORY, migration), join(before, migration), { recursive: true });
    }
  });
  afterAll(async () => {
    await open?.close();
    await database?.close();
    rmSync(before, { recursive: true, force: true });
  });

  const one = async (sql: string): Promise<unknown> => (await client.query<object>(sql)).rows[0];

  it('is there record by record after the update, with the sums of its days and hours', async () => {
    // Neither midnight nor the hour may depend on where the database's clock thinks it is.
    await client.query(`SET timezone = 'Asia/Kathmandu'`);
    await applyMigrations(client, before);
    await client.query(FILL);
    await client.query(SUM_UP_DAYS);
    const kept = await one(DIGEST);

    const begun = performance.now();
    await applyMigrations(client);
    const tookMs = performance.now() - begun;

    expect(await one(DIGEST)).toEqual(kept);
    expect(kept).toMatchObject({ records: RECORDS, attempts: RECORDS });
    expect(await one(SUMS('usage_days', 'true'))).toEqual(await one(RECORD_SUMS('true', 'true')));
    // Of the first hour and the first day that are left, a part may be older than what is kept.
    const since = `date_trunc('hour', now() - interval '34 days', 'UTC')`;
    expect(await one(SUMS('usage_hours', `hour >= ${since}`))).toEqual(
      await one(RECORD_SUMS('attempt <= 1', `created_at >= ${since}`)),
    );
    if (process.env.LONG === '1') {
      process.stdout.write(`${name}: ${RECORDS} records moved in ${(tookMs / 1000).toFixed(1)} s\n`);
    }
  }, 600_000);

  it('lies in partitions of UTC days, with those of the coming week', async () => {
    const wrong = await one(`
      SELECT count(*)::int AS count FROM usage_records
      WHERE tableoid::regclass::text <> 'usage_records_' || to_char(created_at AT TIME ZONE 'UTC', 'YYYYMMDD')`);
    expect(wrong).toEqual({ count: 0 });
    const newest = await one(`
      SELECT max(relname) = 'usage_records_' || to_char((now() AT TIME ZONE 'UTC') + interval '7 days', 'YYYYMMDD') AS "isAhead"
      FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'usage_records'::regclass`);
    expect(newest).toEqual({ isAhead: true });
  });
});
