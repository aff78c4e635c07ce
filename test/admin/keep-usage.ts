import { randomUUID } from 'node:crypto';

import type { PrismaService } from '../../src/database/prisma.service.js';
import type { Prisma } from '../../src/generated/prisma/client.js';

export type KeptUsage = Partial<Prisma.UsageRecordCreateManyInput>;

/** Keeps records as the gateway does: with the sums of their days. What is not said is that of an ordinary answer. */
export async function keepUsage(prisma: PrismaService, records: readonly KeptUsage[]): Promise<void> {
  const data = records.map(ordinaryRecord);
  await prisma.run(async (client) => {
    await client.usageRecord.createMany({ data });
    await client.$executeRawUnsafe('delete from usage_days');
    await client.$executeRawUnsafe(`
      insert into usage_days (day, key_id, team_id, user_id, model, provider, requests, retries, failures, input_tokens,
        cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, thinking_tokens,
        web_search_requests, cost_nano_usd, notional_nano_usd, unpriced)
      select (created_at at time zone 'UTC')::date, coalesce(key_id, '00000000-0000-0000-0000-000000000000'),
        coalesce(team_id, '00000000-0000-0000-0000-000000000000'),
        coalesce(user_id, '00000000-0000-0000-0000-000000000000'), model, coalesce(provider, ''),
        count(*) filter (where attempt = 1), count(*) filter (where attempt > 1),
        count(*) filter (where result in ('failed', 'refused')), sum(input_tokens), sum(cache_read_tokens),
        sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(output_tokens), sum(thinking_tokens),
        sum(web_search_requests), coalesce(sum(cost_nano_usd), 0),
        coalesce(sum(cost_nano_usd) filter (where is_notional), 0), count(*) filter (where cost_nano_usd is null)
      from usage_records group by 1, 2, 3, 4, 5, 6`);
  });
}

function ordinaryRecord(record: KeptUsage, index: number): Prisma.UsageRecordCreateManyInput {
  return {
    attemptId: randomUUID(),
    requestId: `req_${index}`,
    attempt: 1,
    route: 'chat_completions',
    model: 'claude-sonnet-4-6',
    upstreamModel: 'claude-sonnet-4-6',
    provider: 'anthropic',
    deployment: 'one',
    inputTokens: 10,
    outputTokens: 20,
    costNanoUsd: 330_000,
    result: 'completed',
    status: 200,
    isStream: false,
    durationMs: 1200,
    createdAt: new Date('2026-11-20T12:00:00Z'),
    ...record,
  };
}
