import { makeAttemptId } from '../../src/usage/attempt-id.js';
import { serializeUsageRecord, type UsageRecord } from '../../src/usage/usage-record.js';

/** A record of an answer that cost $0.001, unless said otherwise. */
export function makeRecord(changes: Partial<UsageRecord> = {}): UsageRecord {
  const { createdAt = Date.parse('2026-11-20T12:00:00Z'), attempt = 1 } = changes;
  return {
    attemptId: makeAttemptId(createdAt, attempt),
    requestId: 'req_test',
    attempt,
    route: 'messages',
    model: 'claude-sonnet-4-5',
    upstreamModel: 'claude-sonnet-4-5',
    provider: 'anthropic',
    deployment: 'anthropic/claude-sonnet-4-5',
    servedModel: 'claude-sonnet-backup',
    isNotional: false,
    inputTokens: 100,
    cacheReadTokens: 1,
    cacheWrite5mTokens: 2,
    cacheWrite1hTokens: 3,
    outputTokens: 20,
    thinkingTokens: 5,
    webSearchRequests: 1,
    webFetchRequests: 0,
    costNanoUsd: 1_000_000,
    isEstimated: false,
    isSuspect: false,
    result: 'completed',
    status: 200,
    isStream: true,
    durationMs: 1200,
    timeToFirstTokenMs: 300,
    sessionId: 'session-1',
    createdAt,
    ...changes,
  };
}

export function makeRecordJson(changes: Partial<UsageRecord> = {}): string {
  return serializeUsageRecord(makeRecord(changes));
}
