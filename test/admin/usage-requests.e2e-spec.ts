import { randomUUID } from 'node:crypto';

import { startPrisma } from '../database/start-prisma.js';
import { databases } from '../database/start-test-database.js';
import { keepUsage, type KeptUsage } from './keep-usage.js';
import { type AdminStack, startAdmin } from './start-admin.js';

const HOUR_MS = 3_600_000;
/** Of the newest record: hours are kept for some weeks from now on. */
const NOW = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + 1;
const ago = (hours: number) => new Date(NOW - hours * HOUR_MS);

const [RESEARCH, SALES, OWN_PRICE] = [randomUUID(), randomUUID(), randomUUID()];

/** $3 and $15 per million tokens, cache reads $0.30, writes $3.75 and $6; $10 per thousand searches. */
const SONNET = { upstreamModel: 'claude-sonnet-4-6', provider: 'anthropic' };
const TWO_TRIES: KeptUsage[] = [
  {
    ...SONNET,
    requestId: 'req_two_tries',
    attempt: 1,
    teamId: RESEARCH,
    deployment: 'gone',
    inputTokens: 0,
    outputTokens: 0,
    costNanoUsd: 0,
    result: 'failed',
    status: 529,
    errorType: 'overloaded_error',
    durationMs: 200,
    createdAt: ago(3),
  },
  {
    ...SONNET,
    requestId: 'req_two_tries',
    attempt: 2,
    teamId: RESEARCH,
    deployment: 'gone',
    inputTokens: 1_000,
    cacheReadTokens: 10_000,
    cacheWrite5mTokens: 200,
    cacheWrite1hTokens: 100,
    outputTokens: 400,
    webSearchRequests: 2,
    // 3,000,000 + 3,000,000 + 750,000 + 600,000 + 6,000,000 + 20,000,000
    costNanoUsd: 33_350_000,
    durationMs: 1_800,
    timeToFirstTokenMs: 600,
    createdAt: new Date(ago(3).getTime() + 250),
  },
];
const OTHERS: KeptUsage[] = [
  {
    ...SONNET,
    requestId: 'req_own_price',
    deployment: OWN_PRICE,
    inputTokens: 1_000,
    outputTokens: 200,
    costNanoUsd: 1_400_000,
    createdAt: ago(40),
  },
  {
    ...SONNET,
    requestId: 'req_dearer_then',
    teamId: SALES,
    inputTokens: 1_000,
    outputTokens: 0,
    costNanoUsd: 5_000_000,
    createdAt: ago(30),
  },
  {
    requestId: 'req_no_price',
    teamId: SALES,
    upstreamModel: 'claude-unheard-of-9',
    model: 'mystery',
    costNanoUsd: null,
    createdAt: ago(1),
  },
  {
    requestId: 'req_refused',
    teamId: SALES,
    upstreamModel: null,
    provider: null,
    deployment: null,
    costNanoUsd: null,
    result: 'refused',
    status: 429,
    createdAt: ago(1),
  },
  {
    requestId: 'req_failed',
    teamId: SALES,
    result: 'failed',
    status: 500,
    costNanoUsd: 0,
    createdAt: ago(1),
  },
  { requestId: 'req_quick', teamId: SALES, durationMs: 100, timeToFirstTokenMs: 40, createdAt: ago(0) },
];

describe.each(databases())('usage in detail ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(async () => {
      const database = await start();
      const prisma = await startPrisma(database);
      await prisma.run((client) =>
        client.team.createMany({
          data: [
            { id: RESEARCH, name: 'research' },
            { id: SALES, name: 'sales' },
          ],
        }),
      );
      await prisma.run((client) =>
        client.deployment.create({
          data: {
            id: OWN_PRICE,
            modelName: 'cheap',
            provider: 'anthropic',
            model: 'claude-sonnet-4-6',
            auth: 'client_oauth',
            prices: { input_cost_per_token: 0.000001, output_cost_per_token: 0.000002 },
            createdBy: 'master',
          },
        }),
      );
      await keepUsage(prisma, [...TWO_TRIES, ...OTHERS]);
      await prisma.onApplicationShutdown();
      return database;
    });
  }, 60_000);
  afterAll(() => stack?.close());

  const request = (id: string, key?: string) => stack.call(`GET /admin/usage/requests/${id}`, { key });
  const summary = (query: string) => stack.call(`GET /admin/usage/summary?${query}`);

  describe('one request', () => {
    it('is there with all that was tried for it, in order, and the cost of each by bucket', async () => {
      const { status, body } = await request('req_two_tries');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        request_id: 'req_two_tries',
        created_at: ago(3).toISOString(),
        duration_ms: 2_050,
        result: 'completed',
        status: 200,
        cost_usd: 0.03335,
      });
      expect(body.attempts).toMatchObject([
        { attempt: 1, result: 'failed', status: 529, team_name: 'research', price_source: 'list' },
        { attempt: 2, result: 'completed', output_tokens: 400, time_to_first_token_ms: 600 },
      ]);
      expect(body.attempts[1].cost_breakdown).toEqual({
        input: 0.003,
        cache_read: 0.003,
        cache_write_5m: 0.00075,
        cache_write_1h: 0.0006,
        output: 0.006,
        web_search: 0.02,
        is_exact: true,
      });
    });

    it('says where prices have changed since', async () => {
      const { body } = await request('req_dearer_then');
      expect(body.attempts).toMatchObject([
        { cost_usd: 0.005, cost_breakdown: { input: 0.003, is_exact: false } },
      ]);
    });

    it('goes by the price of its deployment where that has one', async () => {
      const { body } = await request('req_own_price');
      expect(body.attempts).toMatchObject([
        { price_source: 'deployment', cost_breakdown: { input: 0.001, output: 0.0004, is_exact: true } },
      ]);
    });

    it.each(['req_no_price', 'req_refused'])(
      'has no costs by bucket where none are known: %s',
      async (id) => {
        const { body } = await request(id);
        expect(body).toMatchObject({ cost_usd: null });
        expect(body.attempts).toMatchObject([{ cost_usd: null, cost_breakdown: null, price_source: null }]);
      },
    );

    it.each(['req_unknown', 'x'.repeat(300), '%00'])('that nobody made is a 404: %s', async (id) => {
      const { status, body } = await request(id);
      expect(status).toBe(404);
      expect(body.error.message).toContain('no records of a request with this id');
    });

    it('of another team is a 404 for a team admin', async () => {
      const { key } = await stack.make('/admin/admin-keys', {
        name: 'r',
        role: 'team_admin',
        team_id: RESEARCH,
      });
      expect((await request('req_two_tries', key)).status).toBe(200);
      expect((await request('req_quick', key)).status).toBe(404);
    });
  });

  describe('sums of hours', () => {
    it('are of exactly the hours that are asked for', async () => {
      const span = `from=${ago(3).toISOString()}&to=${ago(1).toISOString()}`;
      const { body } = await summary(`group_by=hour&${span}`);
      const hours = [ago(3), ago(1)].map((time) => new Date(time.getTime() - 1).toISOString());
      expect([body.from, body.to]).toEqual([hours[0], new Date(NOW - 1).toISOString()]);
      expect(
        body.data.map(({ hour, requests }: { hour: string; requests: number }) => [hour, requests]),
      ).toEqual([
        [hours[0], 1],
        [hours[1], 3],
      ]);
      expect(body.totals).toMatchObject({ requests: 4, attempts: 5, cost_usd: 0.03335 });
    });

    it('are those of the last day when nothing is said, joined with whatever else', async () => {
      const { body } = await summary('group_by=hour,team,model,provider');
      expect(Date.parse(body.to) - Date.parse(body.from)).toBe(24 * HOUR_MS);
      expect(body.data).toContainEqual(
        expect.objectContaining({ team_name: 'sales', model: 'mystery', provider: 'anthropic', unpriced: 1 }),
      );
      expect(body.data).not.toContainEqual(expect.objectContaining({ cost_usd: 0.005 }));
    });

    it('say how long answers took, and which share of requests failed, apart from refusals', async () => {
      const { body } = await summary('group_by=hour');
      expect(body.totals).toMatchObject({
        requests: 5,
        attempts: 6,
        failures: 3,
        errors: 2,
        refusals: 1,
        failed_requests: 1,
        error_rate: 0.2,
        mean_duration_ms: Math.round((1_800 + 1_200 + 100) / 3),
        mean_time_to_first_token_ms: 320,
      });
    });

    it('that are no longer kept are a 400 that says since when they are', async () => {
      const { status, body } = await summary(
        `group_by=hour&from=${new Date(NOW - 40 * 24 * HOUR_MS).toISOString()}`,
      );
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ param: 'from' });
      expect(body.error.message).toMatch(
        /^Hours are kept for 35 days: let "from" be \d{4}-.*Z or later, or group by day/,
      );
    });

    it('are shares of nothing where there is nothing', async () => {
      const { body } = await summary(`group_by=hour&key_id=${randomUUID()}`);
      expect(body.totals).toMatchObject({ requests: 0, error_rate: null, mean_duration_ms: null });
    });
  });
});
