import { randomUUID } from 'node:crypto';

import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { startGateway } from '../start-gateway.js';
import { keepUsage, type KeptUsage } from './keep-usage.js';
import { type AdminStack, MASTER_KEY, startAdmin } from './start-admin.js';

const RESEARCH = randomUUID();
const SALES = randomUUID();
const ADA = randomUUID();
const CI = randomUUID();
const NIGHTLY = randomUUID();
const NOBODY = randomUUID();

const at = (time: string) => new Date(`2026-11-${time}Z`);

/** Newest last; the last two began in the same millisecond. */
const RECORDS: KeptUsage[] = [
  { requestId: 'oldest', keyId: CI, teamId: RESEARCH, userId: ADA, createdAt: at('18T23:59:59.999') },
  { requestId: 'midnight', keyId: CI, teamId: RESEARCH, userId: ADA, createdAt: at('19T00:00:00.000') },
  {
    requestId: 'full',
    attemptId: randomUUID(),
    route: 'messages',
    keyId: CI,
    teamId: RESEARCH,
    userId: ADA,
    model: 'fast',
    upstreamModel: 'claude-haiku-4-5',
    provider: 'claude_code_native',
    deployment: 'second',
    servedModel: 'backup',
    isNotional: true,
    inputTokens: 1001,
    cacheReadTokens: 2002,
    cacheWrite5mTokens: 300,
    cacheWrite1hTokens: 33,
    outputTokens: 404,
    thinkingTokens: 200,
    webSearchRequests: 1,
    webFetchRequests: 2,
    costNanoUsd: 1_234_567_891,
    isEstimated: true,
    result: 'cancelled',
    status: 499,
    errorType: 'caller_left',
    errorCode: 'gone',
    isStream: true,
    durationMs: 4321,
    timeToFirstTokenMs: 321,
    sessionId: 'session-1',
    createdAt: at('20T10:00:00.123'),
  },
  {
    requestId: 'refused',
    keyId: NIGHTLY,
    teamId: SALES,
    provider: null,
    upstreamModel: null,
    deployment: null,
    inputTokens: 0,
    outputTokens: 0,
    costNanoUsd: null,
    result: 'refused',
    status: 429,
    errorType: 'rate_limit_error',
    createdAt: at('20T11:00:00'),
  },
  { requestId: 'tie 1', keyId: NIGHTLY, teamId: SALES, costNanoUsd: 1, createdAt: at('21T08:00:00') },
  { requestId: 'tie 2', costNanoUsd: 8_388_607_123_456_789, createdAt: at('21T08:00:00') },
];

async function filled(
  start: () => Promise<TestDatabase>,
  records: readonly KeptUsage[],
): Promise<TestDatabase> {
  const database = await start();
  const prisma = await startPrisma(database);
  await prisma.run(async (client) => {
    await client.team.createMany({
      data: [
        { id: RESEARCH, name: 'research' },
        { id: SALES, name: 'sales' },
      ],
    });
    await client.user.create({ data: { id: ADA, name: 'ada' } });
    await client.virtualKey.createMany({
      data: [
        {
          id: CI,
          name: 'ci',
          digest: Buffer.from('ci'),
          preview: 'sk-…ci01',
          teamId: RESEARCH,
          createdBy: 'master',
        },
        {
          id: NIGHTLY,
          digest: Buffer.from('nightly'),
          preview: 'sk-…nite',
          teamId: SALES,
          createdBy: 'master',
        },
      ],
    });
  });
  await keepUsage(prisma, records);
  await prisma.onApplicationShutdown();
  return database;
}

const requestIds = ({ body }: { body: { data: { request_id: string }[] } }) =>
  body.data.map(({ request_id }) => request_id);

describe.each(databases())('usage by the admin API ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(() => filled(start, RECORDS));
  }, 60_000);
  afterAll(() => stack?.close());

  const records = (query: string, key?: string) => stack.call(`GET /admin/usage?${query}`, { key });
  const summary = (query: string, key?: string) => stack.call(`GET /admin/usage/summary?${query}`, { key });

  describe('records', () => {
    it('come newest first', async () => {
      const ids = requestIds(await records(''));
      expect(ids.slice(2)).toEqual(['refused', 'full', 'midnight', 'oldest']);
      expect(ids.slice(0, 2).sort()).toEqual(['tie 1', 'tie 2']);
    });

    it('say everything about an attempt', async () => {
      const { body } = await records('request_id=full');
      expect(body.has_more).toBe(false);
      expect(body.data).toEqual([
        {
          request_id: 'full',
          attempt_id: RECORDS[2]?.attemptId,
          attempt: 1,
          route: 'messages',
          key_id: CI,
          key_name: 'ci',
          team_id: RESEARCH,
          team_name: 'research',
          user_id: ADA,
          user_name: 'ada',
          model: 'fast',
          upstream_model: 'claude-haiku-4-5',
          provider: 'claude_code_native',
          deployment: 'second',
          input_tokens: 1001,
          output_tokens: 404,
          thinking_tokens: 200,
          cache_read_tokens: 2002,
          cache_write_tokens: 333,
          cache_write_5m_tokens: 300,
          cache_write_1h_tokens: 33,
          web_search_requests: 1,
          web_fetch_requests: 2,
          cost_usd: 1.234567891,
          is_estimated: true,
          is_suspect: false,
          result: 'cancelled',
          status: 499,
          error_type: 'caller_left',
          error_code: 'gone',
          stream: true,
          duration_ms: 4321,
          time_to_first_token_ms: 321,
          session_id: 'session-1',
          created_at: '2026-11-20T10:00:00.123Z',
          served_model: 'backup',
          is_notional: true,
        },
      ]);
    });

    it('tell costs to the last nano-dollar, and none where the price is not known', async () => {
      const response = await fetch(`${stack.gateway.url}/admin/usage?from=2026-11-20T10:30:00Z`, {
        headers: { authorization: `Bearer ${MASTER_KEY}` },
      });
      const text = await response.text();
      const costs = [...text.matchAll(/"cost_usd":([^,]+)/g)].map(([, cost]) => cost);
      expect(costs.sort()).toEqual(['1e-9', '8388607.123456789', 'null']);
    });

    it.each([
      [`key_id=${NIGHTLY}`, ['refused', 'tie 1']],
      [`key_id=${NIGHTLY.toUpperCase()}`, ['refused', 'tie 1']],
      [`team_id=${RESEARCH}`, ['full', 'midnight', 'oldest']],
      [`user_id=${ADA}&model=fast`, ['full']],
      ['model=fast', ['full']],
      ['provider=claude_code_native', ['full']],
      ['deployment=second', ['full']],
      ['request_id=midnight', ['midnight']],
      ['status=429', ['refused']],
      ['result=refused', ['refused']],
      ['session_id=session-1', ['full']],
      ['error_type=caller_left', ['full']],
      ['min_cost_usd=1.234567891', ['full', 'tie 2']],
      ['min_cost_usd=1.234567892', ['tie 2']],
      ['session_id=session-1&status=200', []],
      [`key_id=${NOBODY}`, []],
      ['from=2026-11-19&to=2026-11-19', ['midnight']],
      ['from=2026-11-19T00:00:00Z&to=2026-11-20T10:00:00.123Z', ['midnight']],
      ['from=2026-11-19T01:00:00%2B01:00&to=2026-11-20', ['full', 'midnight', 'refused']],
      [`from=${Date.parse('2026-11-21T08:00:00Z') / 1000}`, ['tie 1', 'tie 2']],
      ['to=2026-11-18', ['oldest']],
    ])('are narrowed by %s', async (query, expected) => {
      expect(requestIds(await records(query)).sort()).toEqual(expected);
    });

    it('come in pages that hold each one once', async () => {
      const seen: string[] = [];
      let cursor = '';
      let pages = 0;
      do {
        const page = await records(`limit=1${cursor}`);
        seen.push(...requestIds(page));
        expect(page.body.has_more).toBe(page.body.next_cursor !== null);
        cursor = page.body.next_cursor === null ? '' : `&cursor=${page.body.next_cursor}`;
        pages += 1;
      } while (cursor !== '');
      expect(pages).toBe(RECORDS.length);
      expect(seen.sort()).toEqual(RECORDS.map(({ requestId }) => requestId).sort());
    });

    it.each([
      ['key_id=ci', 'key_id'],
      [`key_id=${CI}&key_id=${CI}`, 'key_id'],
      ['status=ok', 'status'],
      ['result=good', 'result'],
      ['from=yesterday', 'from'],
      ['from=2026-02-30', 'from'],
      ['from=2026-11-20&to=2026-11-19', 'to'],
      ['model=', 'model'],
      ['model=%00', 'model'],
      ['deployment=', 'deployment'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['cursor=abc', 'cursor'],
      [`cursor=${Buffer.from(`999999999999999.${CI}`).toString('base64url')}`, 'cursor'],
      [`cursor=${Buffer.from('1.42').toString('base64url')}`, 'cursor'],
      ['format=xml', 'format'],
      ['min_cost_usd=1e3', 'min_cost_usd'],
      ['min_cost_usd=9000001', 'min_cost_usd'],
      ['error_type=', 'error_type'],
      ['key=ci', 'key'],
    ])('are refused for %s', async (query, param) => {
      const { status, body } = await records(query);
      expect({ status, param: body.error.param }).toEqual({ status: 400, param });
      expect(body.error.message).toContain(`"${param}"`);
    });
  });

  describe('a summary', () => {
    it('sums up by key, the dearest first, with names', async () => {
      const { body } = await summary('group_by=key&from=2026-11-01&to=2026-11-21');
      expect(body).toMatchObject({
        from: '2026-11-01T00:00:00.000Z',
        to: '2026-11-22T00:00:00.000Z',
        group_by: ['key'],
        truncated: false,
      });
      expect(body.data).toEqual([
        expect.objectContaining({ key_id: null, key_name: null, requests: 1, cost_usd: 8388607.123456789 }),
        {
          key_id: CI,
          key_name: 'ci',
          key_preview: 'sk-…ci01',
          requests: 3,
          attempts: 3,
          failures: 0,
          errors: 0,
          refusals: 0,
          cancellations: 1,
          failed_requests: 0,
          error_rate: 0,
          mean_duration_ms: 1200,
          mean_time_to_first_token_ms: 321,
          input_tokens: 1021,
          output_tokens: 444,
          thinking_tokens: 200,
          cache_read_tokens: 2002,
          cache_write_tokens: 333,
          cache_write_5m_tokens: 300,
          cache_write_1h_tokens: 33,
          web_search_requests: 1,
          cache_read_share: 0.5965,
          cost_usd: 1.235227891,
          notional_cost_usd: 1.234567891,
          unpriced: 0,
        },
        expect.objectContaining({
          key_id: NIGHTLY,
          key_name: null,
          key_preview: 'sk-…nite',
          requests: 2,
          failures: 1,
          errors: 0,
          refusals: 1,
          error_rate: 0,
          mean_time_to_first_token_ms: null,
          cost_usd: 1e-9,
          unpriced: 0,
        }),
      ]);
      expect(body.totals).toMatchObject({ requests: 6, failures: 1, input_tokens: 1041, unpriced: 0 });
    });

    it('sums up by days in their order', async () => {
      const { body } = await summary('group_by=day&from=2026-11-19&to=2026-11-21');
      expect(
        body.data.map(({ day, requests }: { day: string; requests: number }) => [day, requests]),
      ).toEqual([
        ['2026-11-19', 1],
        ['2026-11-20', 2],
        ['2026-11-21', 2],
      ]);
    });

    it('sums up by several at once', async () => {
      const { body } = await summary('group_by=team,user,model,provider&from=2026-11-20&to=2026-11-20');
      expect(body.group_by).toEqual(['team', 'user', 'model', 'provider']);
      expect(body.data).toEqual([
        expect.objectContaining({
          team_name: 'research',
          user_name: 'ada',
          user_id: ADA,
          model: 'fast',
          provider: 'claude_code_native',
        }),
        expect.objectContaining({ team_id: SALES, user_id: null, user_name: null, provider: null }),
      ]);
    });

    it.each([
      [`key_id=${CI}`, 3],
      [`team_id=${SALES}`, 2],
      [`user_id=${ADA}`, 3],
      ['model=fast', 1],
      ['provider=anthropic', 4],
      [`key_id=${CI}&model=fast`, 1],
      [`key_id=${NOBODY}`, 0],
    ])('is narrowed by %s', async (query, requests) => {
      const { body } = await summary(`group_by=model&from=2026-11-01&to=2026-11-30&${query}`);
      expect(body.totals.requests).toBe(requests);
    });

    it('counts everything in the totals when it leaves groups off', async () => {
      const { body } = await summary('group_by=key&from=2026-11-01&to=2026-11-30&limit=1');
      expect(body.data).toHaveLength(1);
      expect(body).toMatchObject({ truncated: true, totals: { requests: 6 } });
    });

    it('covers whole days, and without times the last 30', async () => {
      const within = await summary('group_by=model&from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:01Z');
      expect(within.body).toMatchObject({
        from: '2026-11-20T00:00:00.000Z',
        to: '2026-11-21T00:00:00.000Z',
        totals: { requests: 2 },
      });
      const { body } = await summary('');
      expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * 86_400_000);
      expect(body.group_by).toEqual(['day']);
    });

    it.each([
      ['group_by=colour', 'group_by'],
      ['group_by=key,key', 'group_by'],
      ['group_by=', 'group_by'],
      ['group_by=hour,day', 'group_by'],
      ['group_by=hour&from=2026-01-01', 'from'],
      ['status=200', 'status'],
      ['deployment=second', 'deployment'],
      ['cursor=abc', 'cursor'],
      ['limit=1001', 'limit'],
      ['to=never', 'to'],
    ])('is refused for %s', async (query, param) => {
      const { status, body } = await summary(query);
      expect({ status, param: body.error.param }).toEqual({ status: 400, param });
    });
  });

  describe('a team admin', () => {
    let key: string;

    beforeAll(async () => {
      ({ key } = await stack.make('/admin/admin-keys', { name: 'r', role: 'team_admin', team_id: RESEARCH }));
    });

    it('sees the records of its team only', async () => {
      expect(requestIds(await records('', key))).toEqual(['full', 'midnight', 'oldest']);
      expect(requestIds(await records(`key_id=${NIGHTLY}`, key))).toEqual([]);
      expect(requestIds(await records(`team_id=${SALES}`, key))).toEqual([]);
      expect((await stack.call('GET /admin/usage?format=csv', { key })).body).not.toContain('tie');
    });

    it('sees the sums of its team only', async () => {
      const { body } = await summary('group_by=team&from=2026-11-01&to=2026-11-30', key);
      expect(body.data.map(({ team_name }: { team_name: string }) => team_name)).toEqual(['research']);
      expect(body.totals.requests).toBe(3);
      expect((await summary(`team_id=${SALES}&from=2026-11-01`, key)).body.totals.requests).toBe(0);
    });
  });

  it('is for a viewer too, and for no virtual key', async () => {
    const viewer = await stack.make('/admin/admin-keys', { name: 'v', role: 'viewer' });
    expect((await records('', viewer.key)).body.data).toHaveLength(RECORDS.length);
    expect((await summary('', viewer.key)).status).toBe(200);
    const virtual = await stack.make('/admin/keys', {});
    expect((await records('', virtual.key)).status).toBe(403);
    expect((await stack.call('GET /admin/usage', { key: null })).status).toBe(401);
  });
});

describe('without a database', () => {
  it('reports are a 503 that says so', async () => {
    const gateway = await startGateway({
      env: { CLAUDE_CODE_API_KEY: 'x', TOLLGATE_MASTER_KEY: MASTER_KEY },
    });
    const response = await fetch(`${gateway.url}/admin/usage`, {
      headers: { authorization: `Bearer ${MASTER_KEY}` },
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'database_unavailable' } });
    await gateway.close();
  });
});
