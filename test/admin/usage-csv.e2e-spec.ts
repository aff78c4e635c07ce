import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { fillUsage } from './fill-usage.js';
import { keepUsage } from './keep-usage.js';
import { type AdminStack, MASTER_KEY, startAdmin } from './start-admin.js';

const MANY = 20_000;
const HEADER =
  'created_at,request_id,attempt_id,attempt,route,key_id,key_name,team_id,team_name,user_id,user_name,model,upstream_model,provider,deployment,input_tokens,output_tokens,thinking_tokens,cache_read_tokens,cache_write_tokens,cache_write_5m_tokens,cache_write_1h_tokens,web_search_requests,web_fetch_requests,cost_usd,is_estimated,is_suspect,result,status,error_type,error_code,stream,duration_ms,time_to_first_token_ms,session_id,served_model,is_notional';
const FORMULAS = ['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
const LINE_BREAKS = ['a\n=1+1', 'a\r=1+1'];

async function filled(start: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await start();
  const prisma = await startPrisma(database);
  await fillUsage(prisma, { records: MANY, keys: 10, days: 10 });
  const old = new Date('2020-01-01T12:00:00Z');
  await keepUsage(prisma, [
    ...[...FORMULAS, ...LINE_BREAKS].map((model) => ({ model, createdAt: old, costNanoUsd: 1 })),
    { model: 'plain, "quoted"', createdAt: old, requestId: 'quoted', costNanoUsd: null },
    { model: 'smart', createdAt: old, servedModel: '=backup', isNotional: true },
  ]);
  await prisma.onApplicationShutdown();
  return database;
}

describe.each(databases())('usage as CSV ($name)', ({ start }) => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(() => filled(start));
  }, 60_000);
  afterAll(() => stack?.close());

  const csv = (query: string, headers?: Record<string, string>) =>
    stack.call(`GET /admin/usage?${query}`, { headers });

  it('is a file with every record, newest first', async () => {
    const { status, headers, body } = await csv('format=csv&from=2021-01-01');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="tollgate-usage-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [header, ...lines] = body.trimEnd().split('\r\n');
    expect(header).toBe(HEADER);
    expect(lines).toHaveLength(MANY);
    const ids = lines.map((line: string) => line.split(',')[2]);
    expect(new Set(ids).size).toBe(MANY);
    const times = lines.map((line: string) => line.split(',')[0]);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('comes for the Accept header too, narrowed as the records are', async () => {
    const { headers, body } = await csv('status=529&from=2021-01-01', { accept: 'text/csv' });
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(body.trimEnd().split('\r\n')).toHaveLength(1 + MANY / 50);
    expect((await csv('format=json', { accept: 'text/csv' })).headers.get('content-type')).toMatch(/json/);
  });

  it('holds nothing that a spreadsheet would run', async () => {
    const { body } = await csv('format=csv&to=2020-12-31');
    const cells = FORMULAS.map((formula) => `'${formula}`);
    for (const cell of cells)
      expect(body).toContain(/["\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    for (const cell of LINE_BREAKS) expect(body).toContain(`"${cell}"`);
    expect(body).not.toMatch(/,"?(?:[=+\-@\t]|\r(?!\n))/);
    expect(body).toContain('"plain, ""quoted"""');
    expect(body).toContain(',0.000000001,');
  });

  it('ends its lines with the fallback that was tried, and whether the caller’s own plan paid', async () => {
    const { body } = await csv('format=csv&to=2020-12-31');
    const ends = body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line: string) => line.split(',').slice(-3));
    expect(ends).toContainEqual(['', "'=backup", 'true']);
    expect(ends).toContainEqual(['', '', 'false']);
  });

  it('is only a header when nothing matches', async () => {
    expect((await csv('format=csv&model=nobody-asked')).body).toBe(`${HEADER}\r\n`);
  });

  it.each(['limit=5', 'cursor=abc'])('is never a part: %s is refused', async (query) => {
    const { status, body } = await csv(`format=csv&${query}`);
    expect({ status, type: body.error.type }).toEqual({ status: 400, type: 'invalid_request_error' });
  });

  it('is made for four readers at once, and for the next when one of them leaves', async () => {
    const readers = await Promise.all(Array.from({ length: 4 }, openReader));
    const fifth = await csv('format=csv');
    expect(fifth.status).toBe(503);
    expect(fifth.headers.get('retry-after')).toBe('5');

    for (const reader of readers) reader.destroy();
    let status = 503;
    while (status === 503) ({ status } = await csv('format=csv&to=2020-12-31'));
    expect(status).toBe(200);
  });

  /** Takes no more than the first bytes; what comes after does not fit into the buffers between. */
  async function openReader(): Promise<IncomingMessage> {
    const url = `${stack.gateway.url}/admin/usage?format=csv`;
    const request = get(url, { headers: { authorization: `Bearer ${MASTER_KEY}` }, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.on('error', () => {}).pause();
    return response;
  }
});
