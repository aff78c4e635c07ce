import { randomUUID } from 'node:crypto';

import { identityOf } from '../../src/usage/make-usage-record.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { makeTerms } from '../usage/terms.js';
import { keepUsage, type KeptUsage } from './keep-usage.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const KEY = randomUUID();
const MOMENT = new Date('2026-11-20T10:00:00.123Z');

/** An attempt with the id that the gateway gives it. */
function attemptOf(requestId: string, attempt: number, changes: KeptUsage = {}): KeptUsage {
  const { attemptId } = identityOf(makeTerms({ attempt, createdAtMs: MOMENT.getTime() }));
  return { attemptId, requestId, attempt, keyId: KEY, createdAt: MOMENT, ...changes };
}

const FAILED: KeptUsage = { result: 'failed', status: 529, costNanoUsd: 0, inputTokens: 0, outputTokens: 0 };

/** All began in the same millisecond: first one that needed three attempts, then one that needed one. */
const RECORDS: KeptUsage[] = [
  attemptOf('moved', 1, { ...FAILED, deployment: 'first' }),
  attemptOf('moved', 2, { ...FAILED, deployment: 'second' }),
  attemptOf('moved', 3, {
    deployment: 'third',
    provider: 'claude_code_native',
    servedModel: 'backup',
    isNotional: true,
    inputTokens: 1,
    cacheReadTokens: 600,
    cacheWrite5mTokens: 200,
    cacheWrite1hTokens: 99,
    costNanoUsd: 5_000_000,
  }),
  attemptOf('stayed', 1, { deployment: 'first', inputTokens: 0, costNanoUsd: 2_000_000 }),
];

async function filled(start: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await start();
  const prisma = await startPrisma(database);
  await keepUsage(prisma, [...RECORDS].reverse());
  await prisma.onApplicationShutdown();
  return database;
}

describe.each(databases())('the attempts of a request ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(() => filled(start));
  }, 60_000);
  afterAll(() => stack?.close());

  const records = async (query: string) => (await stack.call(`GET /admin/usage?${query}`)).body.data;
  const summary = async (query: string) =>
    (await stack.call(`GET /admin/usage/summary?from=2026-11-20&to=2026-11-20&${query}`)).body;

  it('come together by its id, the last one first, and say where each went', async () => {
    expect(await records('request_id=moved')).toEqual([
      expect.objectContaining({
        attempt: 3,
        deployment: 'third',
        served_model: 'backup',
        is_notional: true,
        result: 'completed',
      }),
      expect.objectContaining({ attempt: 2, deployment: 'second', served_model: null, status: 529 }),
      expect.objectContaining({ attempt: 1, deployment: 'first', is_notional: false, status: 529 }),
    ]);
  });

  it('are found by their deployment', async () => {
    const ofFirst = await records('deployment=first');
    expect(ofFirst.map(({ request_id }: { request_id: string }) => request_id).sort()).toEqual([
      'moved',
      'stayed',
    ]);
    expect(await records('deployment=third&provider=anthropic')).toEqual([]);
  });

  it('are summed up as one request, with the share of its input that came from the cache', async () => {
    const { data, totals } = await summary('group_by=key');
    expect(data).toHaveLength(1);
    expect(totals).toMatchObject({
      requests: 2,
      attempts: 4,
      failures: 2,
      cost_usd: 0.007,
      notional_cost_usd: 0.005,
      cache_read_share: 0.6667,
    });
  });

  it('count at their own provider, and their request at the one that was tried first', async () => {
    const { data } = await summary('group_by=provider');
    expect(data).toEqual([
      expect.objectContaining({
        provider: 'claude_code_native',
        requests: 0,
        attempts: 1,
        failures: 0,
        cache_read_share: 0.6667,
      }),
      expect.objectContaining({
        provider: 'anthropic',
        requests: 2,
        attempts: 3,
        failures: 2,
        notional_cost_usd: 0,
        cache_read_share: null,
      }),
    ]);
  });
});
