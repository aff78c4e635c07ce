import type { PrismaService } from '../../src/database/prisma.service.js';
import { isoDayOf } from '../../src/usage/iso-day.js';
import { UsagePartitionsRepository } from '../../src/usage/usage-partitions.repository.js';

export interface UsageFill {
  records: number;
  keys: number;
  days: number;
}

/** A statement of the gateway's may take no longer than some seconds. */
const RECORDS_A_STATEMENT = 50_000;
const DAY_MS = 86_400_000;
const HOURS_KEPT_DAYS = 35;

/** Fills the database with usage of some keys over the days up to now, in the database itself. */
export async function fillUsage(prisma: PrismaService, fill: UsageFill): Promise<void> {
  const days = Array.from({ length: fill.days + 1 }, (_, ago) => isoDayOf(Date.now() - ago * DAY_MS));
  await new UsagePartitionsRepository(prisma).make(days);
  await prisma.run(async (client) => {
    for (let first = 1; first <= fill.records; first += RECORDS_A_STATEMENT) {
      const last = Math.min(first + RECORDS_A_STATEMENT - 1, fill.records);
      await client.$executeRawUnsafe(recordsStatement(fill, first, last));
    }
    for (let day = 0; day <= fill.days; day += 1) await client.$executeRawUnsafe(sumsStatement('day', day));
    for (let day = 0; day <= HOURS_KEPT_DAYS; day += 1)
      await client.$executeRawUnsafe(sumsStatement('hour', day));
  });
}

function recordsStatement({ records, keys, days }: UsageFill, first: number, last: number): string {
  return `
    insert into usage_records (attempt_id, request_id, attempt, route, key_id, team_id, user_id, model, upstream_model,
      provider, deployment, input_tokens, output_tokens, cost_nano_usd, result, status, is_stream, duration_ms,
      session_id, created_at)
    select md5('record ' || i)::uuid, 'req_' || md5('request ' || i), 1, 'messages',
      md5('key ' || i::bigint * 7919 % ${keys})::uuid, md5('team ' || i::bigint * 7919 % ${keys} % 10)::uuid,
      md5('user ' || i::bigint * 7919 % ${keys} % 50)::uuid,
      (array['claude-sonnet-4-6', 'claude-opus-4-6', 'claude-haiku-4-5'])[1 + i % 3], 'upstream', 'anthropic', 'one',
      i % 5000, i % 900, i % 5000 * 3000 + i % 900 * 15000, case when i % 50 = 0 then 'failed' else 'completed' end,
      case when i % 50 = 0 then 529 else 200 end, i % 2 = 0, 1000 + i % 5000, 'session ' || i / 20,
      now() - (${records} - i) * (interval '${days} days' / ${records})
    from generate_series(${first}, ${last}) i`;
}

function sumsStatement(unit: 'day' | 'hour', daysAgo: number): string {
  const day = `(now() at time zone 'UTC')::date - ${daysAgo}`;
  const start = {
    day: `(created_at at time zone 'UTC')::date`,
    hour: `date_trunc('hour', created_at, 'UTC')`,
  };
  return `
    insert into usage_${unit}s (${unit}, key_id, team_id, user_id, model, provider, requests, retries, failures,
      input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, thinking_tokens,
      web_search_requests, cost_nano_usd, notional_nano_usd, unpriced, refusals, completions, cancellations,
      completed_ms, first_tokens, first_token_ms)
    select ${start[unit]}, key_id, team_id, user_id, model, provider, count(*), 0,
      count(*) filter (where result <> 'completed'), sum(input_tokens), 0, 0, 0, sum(output_tokens), 0, 0,
      sum(cost_nano_usd), 0, 0, 0, count(*) filter (where result = 'completed'), 0,
      coalesce(sum(duration_ms) filter (where result = 'completed'), 0), 0, 0
    from usage_records
    where created_at >= (${day})::timestamp at time zone 'UTC'
      and created_at < (${day} + 1)::timestamp at time zone 'UTC'
    group by 1, 2, 3, 4, 5, 6`;
}
