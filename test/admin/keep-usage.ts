import { randomUUID } from 'node:crypto';

import type { PrismaService } from '../../src/database/prisma.service.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import { UsageRepository } from '../../src/usage/usage.repository.js';

export type KeptUsage = Partial<Prisma.UsageRecordCreateManyInput>;

/** Keeps records as the gateway does. What is not said is that of an ordinary answer. */
export async function keepUsage(prisma: PrismaService, records: readonly KeptUsage[]): Promise<void> {
  await new UsageRepository(prisma).insert(records.map(ordinaryRecord));
}

function ordinaryRecord(record: KeptUsage, index: number): string {
  const { createdAt = '2026-11-20T12:00:00Z', ...told } = record;
  return JSON.stringify({
    attemptId: randomUUID(),
    requestId: `req_${index}`,
    attempt: 1,
    route: 'chat_completions',
    model: 'claude-sonnet-4-6',
    upstreamModel: 'claude-sonnet-4-6',
    provider: 'anthropic',
    deployment: 'one',
    inputTokens: 10,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 20,
    thinkingTokens: 0,
    webSearchRequests: 0,
    webFetchRequests: 0,
    costNanoUsd: 330_000,
    isEstimated: false,
    isSuspect: false,
    result: 'completed',
    status: 200,
    isStream: false,
    durationMs: 1200,
    createdAt: new Date(createdAt).getTime(),
    ...told,
  });
}
