import { randomUUID } from 'node:crypto';

import type { PrismaService } from '../../src/database/prisma.service.js';
import { UsageRepository } from '../../src/usage/usage.repository.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { makeRecord } from './make-record.js';

const isLong = process.env.LONG === '1';
const RECORDS = isLong ? 100_000 : 2_000;
/** As the shipper has them. */
const BATCH = 500;
const KEYS = 1_000;
const HOUR_MS = 3_600_000;
/** Far above what is measured: only what is out of all proportion fails. */
const MOST_BYTES = 1_500;

const SIZES = `
  SELECT sum(pg_total_relation_size(oid))::int AS total, sum(pg_indexes_size(oid))::int AS indexes
  FROM pg_class WHERE relkind = 'r' AND relname ~ '^usage_records'`;
const SUM_SIZES = `
  SELECT sum(pg_total_relation_size(oid))::int AS total FROM pg_class WHERE relkind = 'r' AND relname ~ '^usage_(days|hours)$'`;

describe.each(databases())('what a request costs the database ($name)', ({ name, start }) => {
  let database: TestDatabase;
  let prisma: PrismaService;

  beforeAll(async () => {
    database = await start();
    prisma = await startPrisma(database);
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await database?.close();
  });

  it(`is one row of less than ${MOST_BYTES} bytes with all its indexes`, async () => {
    const repository = new UsageRepository(prisma);
    const batches = makeBatches();
    const begun = performance.now();
    for (const batch of batches) await repository.insert(batch);
    const seconds = (performance.now() - begun) / 1000;
    const [[sizes], [sums]] = await prisma.run(async (client) => [
      await client.$queryRawUnsafe<{ total: number; indexes: number }[]>(SIZES),
      await client.$queryRawUnsafe<{ total: number }[]>(SUM_SIZES),
    ]);
    const bytes = (sizes?.total ?? Infinity) / RECORDS;
    if (isLong) {
      process.stdout.write(
        `${name}: ${Math.round(bytes)} bytes a record, of which ${Math.round((sizes?.indexes ?? 0) / RECORDS)} in indexes; ` +
          `${Math.round((sums?.total ?? 0) / 1024)} KiB of sums; ${Math.round(RECORDS / seconds)} records/s\n`,
      );
    }
    expect(await prisma.run((client) => client.usageRecord.count())).toBe(RECORDS);
    expect(bytes).toBeLessThan(MOST_BYTES);
  }, 300_000);
});

/** Calls of many keys over two hours, in sessions of twenty. */
function makeBatches(): string[][] {
  const keys = Array.from({ length: KEYS }, (_, index) => ({
    keyId: randomUUID(),
    teamId: TEAMS[index % TEAMS.length],
    userId: randomUUID(),
  }));
  const startMs = Date.now() - 2 * HOUR_MS;
  const records = Array.from({ length: RECORDS }, (_, index) =>
    JSON.stringify({
      ...makeRecord({
        ...keys[(index * 7919) % KEYS],
        requestId: `req_${randomUUID().replaceAll('-', '')}`,
        sessionId: SESSIONS[index % SESSIONS.length],
        createdAt: startMs + Math.floor((index / RECORDS) * 2 * HOUR_MS),
      }),
    }),
  );
  return Array.from({ length: RECORDS / BATCH }, (_, batch) =>
    records.slice(batch * BATCH, (batch + 1) * BATCH),
  );
}

const TEAMS = Array.from({ length: 20 }, () => randomUUID());
const SESSIONS = Array.from({ length: RECORDS / 20 }, () => randomUUID());
