import type { GatewayConfig } from '../../src/config/gateway-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import type { UsageGrouping } from '../../src/usage/usage-report.js';
import { UsageReportsRepository } from '../../src/usage/usage-reports.repository.js';
import { UsageReportsService } from '../../src/usage/usage-reports.service.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { fillUsage } from './fill-usage.js';

const isLong = process.env.LONG === '1';
const RECORDS = isLong ? 1_000_000 : 10_000;
/** The short form runs beside everything else, so it only finds what is out of all proportion. */
const LIMIT_MS = isLong ? 50 : 500;
const ROUNDS = 7;

const DAY_GROUPINGS = ['key', 'team', 'model', 'day', 'key,model', 'day,model'];
const HOUR_GROUPINGS = ['hour', 'hour,model', 'hour,team'];

async function medianMs(report: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await report();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2] as number;
}

describe.each(databases())(`reports on ${RECORDS} records ($name)`, ({ name, start }) => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let reports: UsageReportsService;

  beforeAll(async () => {
    database = await start();
    prisma = await startPrisma(database);
    await fillUsage(prisma, { records: RECORDS, keys: Number(process.env.KEYS ?? 100), days: 90 });
    reports = new UsageReportsService(new UsageReportsRepository(prisma, database.config as GatewayConfig));
  }, 300_000);
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await database?.close();
  });

  const isSummedUpInTime = async (groupBy: string): Promise<void> => {
    const groupings = groupBy.split(',') as UsageGrouping[];
    const time = await medianMs(() =>
      reports.summarize({ filters: {}, span: {}, groupBy: groupings, limit: 1000 }),
    );
    report(`${name}: summary by ${groupBy}`, time);
    expect(time).toBeLessThan(LIMIT_MS);
  };
  it.each(DAY_GROUPINGS)(`sums 30 days up by %s in ${LIMIT_MS} ms`, isSummedUpInTime, 60_000);
  it.each(HOUR_GROUPINGS)(`sums a day's hours up by %s in ${LIMIT_MS} ms`, isSummedUpInTime, 60_000);

  it('finds a request by its id alone', async () => {
    const [record] = (
      await reports.findRecords({ filters: {}, span: { toMs: Date.now() - 70 * 86_400_000 }, limit: 1 })
    ).records;
    const requestId = record?.requestId ?? '';
    expect(await reports.findRequest(requestId, undefined)).toMatchObject([{ requestId }]);
    const time = await medianMs(() => reports.findRequest(requestId, undefined));
    report(`${name}: a request by its id`, time);
    expect(time).toBeLessThan(2 * LIMIT_MS);
  });

  it('finds a page of records wherever it is', async () => {
    const [after] = (
      await reports.findRecords({ filters: {}, span: { toMs: Date.now() - 80 * 86_400_000 }, limit: 1 })
    ).records;
    const place = after && { createdAtMs: after.createdAt.getTime(), attemptId: after.attemptId };
    const time = await medianMs(() =>
      reports.findRecords({ filters: {}, span: {}, after: place, limit: 100 }),
    );
    report(`${name}: a page of 100 records`, time);
    expect(time).toBeLessThan(2 * LIMIT_MS);
  });

  it('never holds the database for long while it searches for what few records have', async () => {
    const search = reports.findRecords({ filters: { model: 'nobody-asked-for-this' }, span: {}, limit: 100 });
    let isSearching = true;
    const done = search.finally(() => (isSearching = false));
    const waits: number[] = [];
    while (isSearching) {
      const begun = performance.now();
      await prisma.run((client) => client.virtualKey.findFirst());
      waits.push(performance.now() - begun);
    }
    const begun = performance.now();
    await done;
    report(`${name}: the longest that a key's lookup waited for a search`, Math.max(...waits));
    expect(Math.max(...waits)).toBeLessThan(500);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

function report(what: string, ms: number): void {
  if (isLong) process.stdout.write(`${what}: ${ms.toFixed(1)} ms\n`);
}

const servers = databases().filter(({ name }) => name === 'PostgreSQL');
const onServers = servers.length === 0 ? describe.skip : describe;

onServers('a report that takes too long (PostgreSQL)', () => {
  it('is stopped after four seconds with a 503 of its own, and the database does not count as away', async () => {
    const database = await (servers[0] as (typeof servers)[0]).start();
    const prisma = await startPrisma(database);
    const reports = new UsageReportsService(
      new UsageReportsRepository(prisma, database.config as GatewayConfig),
    );
    let unlock = () => {};
    const locked = new Promise<void>((resolve) => {
      void prisma.run((client) =>
        client.$transaction(
          async (transaction) => {
            await transaction.$executeRawUnsafe('lock table usage_days in access exclusive mode');
            resolve();
            await new Promise<void>((done) => (unlock = done));
          },
          { timeout: 15_000 },
        ),
      );
    });
    await locked;
    const begun = performance.now();
    await expect(
      reports.summarize({ filters: {}, span: {}, groupBy: ['day'], limit: 10 }),
    ).rejects.toMatchObject({ status: 503, code: 'report_timeout', retryAfterSeconds: 5 });
    expect(performance.now() - begun).toBeLessThan(8000);
    expect(prisma.isAvailable).toBe(true);

    unlock();
    await expect(
      reports.summarize({ filters: {}, span: {}, groupBy: ['day'], limit: 10 }),
    ).resolves.toMatchObject({ groups: [] });
    await prisma.onApplicationShutdown();
    await database.close();
  });
});
