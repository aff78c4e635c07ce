import { randomUUID } from 'node:crypto';

import { keepUsage } from '../admin/keep-usage.js';
import { type AdminStack, MASTER_KEY, startAdmin } from '../admin/start-admin.js';
import { startPrisma } from '../database/start-prisma.js';
import { startEmbeddedDatabase, type TestDatabase } from '../database/start-test-database.js';
import { runTollgate } from './run-tollgate.js';

const CI = randomUUID();
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

async function filled(): Promise<TestDatabase> {
  const database = await startEmbeddedDatabase();
  const prisma = await startPrisma(database);
  await prisma.run((client) =>
    client.virtualKey.create({
      data: { id: CI, name: 'ci', digest: Buffer.from('ci'), preview: 'sk-…ci01', createdBy: 'master' },
    }),
  );
  await keepUsage(prisma, [
    {
      requestId: 'now',
      keyId: CI,
      attempt: 2,
      costNanoUsd: 1_500_000_000,
      isNotional: true,
      inputTokens: 12_345,
      cacheReadTokens: 24_700,
      createdAt: daysAgo(0),
    },
    {
      requestId: 'now',
      keyId: CI,
      result: 'failed',
      status: 529,
      errorType: 'overloaded_error',
      costNanoUsd: 250_000_000,
      inputTokens: 0,
      outputTokens: 0,
      createdAt: daysAgo(0.001),
    },
    { requestId: 'hostile', model: '\u001b[2Jevil\u202e', costNanoUsd: null, createdAt: daysAgo(2) },
    {
      requestId: 'failed',
      keyId: CI,
      result: 'failed',
      status: 529,
      errorType: 'overloaded_error',
      costNanoUsd: 0,
      createdAt: daysAgo(3),
    },
    { requestId: 'old', keyId: CI, createdAt: daysAgo(40) },
  ]);
  await prisma.onApplicationShutdown();
  return database;
}

describe('tollgate usage', () => {
  let stack: AdminStack;

  beforeAll(async () => {
    stack = await startAdmin(filled);
  }, 60_000);
  afterAll(() => stack?.close());

  const tollgate = (...args: string[]) =>
    runTollgate(args, { env: { TOLLGATE_URL: stack.gateway.url, TOLLGATE_ADMIN_KEY: MASTER_KEY } });

  it('sums up by key, with a total and the days that it covers', async () => {
    const { exitCode, out, hints } = await tollgate('usage', '--by', 'key', '--since', '7d');
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toEqual([
      'KEY\tREQUESTS\tATTEMPTS\tFAILED\tINPUT\tOUTPUT\tCACHE READ\tCACHE WRITE\tFROM CACHE\tCOST',
      'ci\t2\t3\t2\t12,355\t40\t24,700\t0\t66.7%\t$1.75 ($1.50 notional)',
      '-\t1\t1\t0\t10\t20\t0\t0\t0.0%\t$0.00 + 1 without a price',
      'total\t3\t4\t2\t12,365\t60\t24,700\t0\t66.6%\t$1.75 ($1.50 notional) + 1 without a price',
      '',
    ]);
    expect(hints).toEqual([`Whole UTC days from ${dayOf(daysAgo(7))} to ${dayOf(new Date())}.`]);
  });

  it('takes dates, several groups and filters', async () => {
    const { out } = await tollgate(
      ...[
        'usage',
        '--by',
        'day, model',
        '--key',
        'ci',
        '--since',
        dayOf(daysAgo(40)),
        '--until',
        dayOf(daysAgo(40)),
      ],
    );
    expect(out.split('\n')[1]).toBe(
      `${dayOf(daysAgo(40))}\tclaude-sonnet-4-6\t1\t1\t0\t10\t20\t0\t0\t0.0%\t$0.00033`,
    );
  });

  it('sums up by hour', async () => {
    const { exitCode, out, hints } = await tollgate('usage', '--by', 'hour', '--since', '30h', '--key', 'ci');
    expect(exitCode).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^HOUR\tREQUESTS\t/);
    expect(out.split('\n')[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:00Z\t\d/);
    expect(hints[0]).toMatch(/^Whole hours from \S+ \d\d:00Z to \S+ \d\d:00Z\.$/);
  });

  it('shows no share from the cache where there was no input', async () => {
    const { out } = await tollgate('usage', '--model', 'nobody-asked');
    expect(out.split('\n')[1]).toBe('total\t0\t0\t0\t0\t0\t0\t0\t-\t$0.00');
  });

  it('lists records, and lets no name play with the terminal', async () => {
    const { out, hints } = await tollgate('usage', '--records', '--limit', '4');
    const lines = out.trim().split('\n');
    expect(lines.map((line) => line.split('\t').at(-1))).toEqual([
      'REQUEST',
      'now',
      'now',
      'hostile',
      'failed',
    ]);
    expect(lines[1]).toContain('\t$1.50 notional\t');
    expect(lines[2]).toMatch(/\t529 overloaded_error\t.*\t\$0\.25\t/);
    expect(lines[3]).toContain('\ufffd[2Jevil\ufffd');
    expect(lines[3]).toContain('no price');
    expect(lines[4]).toContain('529 overloaded_error');
    expect(hints).toEqual(['There are more than these 4; --limit shows more.']);
  });

  it('prints with --json what the API answers', async () => {
    const { out } = await tollgate('usage', '--by', 'key,model', '--json');
    expect(JSON.parse(out)).toEqual((await stack.call('GET /admin/usage/summary?group_by=key,model')).body);
    const records = await tollgate('usage', '--records', '--json');
    expect(JSON.parse(records.out)).toEqual((await stack.call('GET /admin/usage?limit=50')).body);
  });

  it.each([
    [['usage', '--by', 'colour'], 2, /"group_by" must be one or more of/],
    [['usage', '--since', 'yesterday'], 2, /"from" must be a time/],
    [['usage', '--by', 'key', '--records'], 2, /--by sums up/],
    [['usage', '--key', 'nobody'], 5, /There is no key/],
    [['usage', 'extra'], 2, /too many arguments/],
  ])('%j exits with %d and says why', async (args, exitCode, line) => {
    const result = await tollgate(...args);
    expect(result).toMatchObject({ exitCode, out: '' });
    expect(result.hints[0]).toMatch(line);
  });
});
