import { randomUUID } from 'node:crypto';

import type { PrismaService } from '../../src/database/prisma.service.js';
import type { UsageRecord } from '../../src/usage/usage-record.js';
import { serializeUsageRecord } from '../../src/usage/usage-record.js';
import { RecordsRefusedError, UsageRepository } from '../../src/usage/usage.repository.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { makeRecord, makeRecordJson } from './make-record.js';

const at = (text: string) => Date.parse(text);
const EVER = { startMs: -8_640_000_000_000_000, endMs: 8_640_000_000_000_000 };

describe.each(databases())('usage in the database ($name)', ({ start }) => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let repository: UsageRepository;

  beforeAll(async () => {
    database = await start();
    prisma = await startPrisma(database);
    repository = new UsageRepository(prisma);
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await database?.close();
  });

  const recordsOf = (keyId: string) =>
    prisma.run((client) => client.usageRecord.findMany({ where: { keyId } }));
  const daysOf = (keyId: string) =>
    prisma.run((client) => client.usageDay.findMany({ where: { keyId }, orderBy: { day: 'asc' } }));
  const spendOf = async (subject: string, window = EVER, withoutAttempts: string[] = []) =>
    (await repository.sumSpend([{ window: { subject, ...window }, withoutAttempts }]))[0];

  it('keeps every field of a record', async () => {
    const record = makeRecord({
      keyId: randomUUID(),
      teamId: randomUUID(),
      userId: randomUUID(),
      model: `"quoted" \\ and 'quoted' ✓ \u{1f600}`,
      errorType: 'overloaded_error',
      errorCode: 'x',
      isSuspect: true,
      isNotional: true,
      createdAt: at('2026-11-20T12:34:56.789Z'),
    });
    await repository.insert([serializeUsageRecord(record)]);
    const [row] = await recordsOf(record.keyId as string);
    const plain = Object.entries(row ?? {}).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? Number(value) : value instanceof Date ? value.getTime() : value,
    ]);
    expect(Object.fromEntries(plain)).toEqual(record);
  });

  it('takes a record once, however often and in whatever company it comes', async () => {
    const keyId = randomUUID();
    const [first, second] = [makeRecordJson({ keyId }), makeRecordJson({ keyId })];
    await repository.insert([first]);
    await repository.insert([first, second, second]);
    await repository.insert([second, first]);
    expect(await recordsOf(keyId)).toHaveLength(2);
    expect(await daysOf(keyId)).toMatchObject([{ requests: 2n, costNanoUsd: 2_000_000n, inputTokens: 200n }]);
  });

  it('takes a record once when many batches with it come at the same time', async () => {
    const keyId = randomUUID();
    const records = Array.from({ length: 20 }, () => makeRecordJson({ keyId }));
    await Promise.all(Array.from({ length: 6 }, (_, index) => repository.insert(records.slice(index))));
    expect(await daysOf(keyId)).toMatchObject([{ requests: 20n, costNanoUsd: 20_000_000n }]);
  });

  it('sums up UTC days, apart by key, model and provider, with refusals and unknown prices beside the money', async () => {
    const keyId = randomUUID();
    const changes: Partial<UsageRecord>[] = [
      { createdAt: at('2026-11-20T00:00:00Z') },
      { createdAt: at('2026-11-20T23:59:59.999Z'), result: 'failed' },
      { createdAt: at('2026-11-21T00:00:00Z'), costNanoUsd: null },
      { createdAt: at('2026-11-21T01:00:00Z'), costNanoUsd: null, result: 'refused', provider: undefined },
    ];
    await repository.insert(changes.map((change) => makeRecordJson({ keyId, ...change })));
    expect(await daysOf(keyId)).toMatchObject(
      [
        { day: new Date('2026-11-20'), requests: 2n, failures: 1n, costNanoUsd: 2_000_000n, unpriced: 0n },
        {
          day: new Date('2026-11-21'),
          requests: 1n,
          failures: 1n,
          costNanoUsd: 0n,
          unpriced: 0n,
          provider: '',
        },
        { day: new Date('2026-11-21'), requests: 1n, failures: 0n, costNanoUsd: 0n, unpriced: 1n },
      ].sort((left, right) => Number(left.day) - Number(right.day)),
    );
  });

  it('counts a request once, beside its retries, and what callers’ own plans paid within the cost', async () => {
    const keyId = randomUUID();
    const changes: Partial<UsageRecord>[] = [
      { requestId: 'tried twice', result: 'failed', costNanoUsd: 0 },
      { requestId: 'tried twice', attempt: 2, isNotional: true, costNanoUsd: 300 },
      { requestId: 'tried once', costNanoUsd: 50 },
      { requestId: 'without a price', isNotional: true, costNanoUsd: null },
      { requestId: 'refused', result: 'refused', costNanoUsd: null },
    ];
    const [first, ...others] = changes.map((change) => makeRecordJson({ keyId, ...change }));
    await repository.insert([first as string]);
    await repository.insert(others);
    expect(await daysOf(keyId)).toMatchObject([
      { requests: 4n, retries: 1n, failures: 2n, costNanoUsd: 350n, notionalNanoUsd: 300n, unpriced: 1n },
    ]);
    expect(await spendOf(`key:${keyId}`)).toBe(350);
  });

  it('takes records that an earlier version left in the journal', async () => {
    const keyId = randomUUID();
    const { servedModel, isNotional, ...former } = makeRecord({ keyId });
    await repository.insert([JSON.stringify(former), makeRecordJson({ keyId })]);
    const records = await recordsOf(keyId);
    expect(records.map((record) => [record.servedModel, record.isNotional])).toEqual(
      expect.arrayContaining([
        [null, isNotional],
        [servedModel, false],
      ]),
    );
    expect(await daysOf(keyId)).toMatchObject([{ requests: 2n, retries: 0n, notionalNanoUsd: 0n }]);
  });

  it('refuses a batch for what is in it, and takes none of it', async () => {
    const keyId = randomUUID();
    const bad = makeRecordJson({ keyId }).replace('"status":200', '"status":99999999');
    await expect(repository.insert([makeRecordJson({ keyId }), bad])).rejects.toThrow(RecordsRefusedError);
    await expect(
      repository.insert([makeRecordJson({ keyId, keyId2: 1 } as object), '{"attemptId":"x"}']),
    ).rejects.toThrow(RecordsRefusedError);
    expect(await recordsOf(keyId)).toHaveLength(0);
    expect(await daysOf(keyId)).toHaveLength(0);
  });

  it('sums what a subject spent in a window, to the millisecond at both ends', async () => {
    const keyId = randomUUID();
    const times = [
      '2026-11-18T12:59:59.999Z',
      '2026-11-18T13:00:00.000Z',
      '2026-11-18T23:59:59.999Z',
      '2026-11-19T00:00:00.000Z',
      '2026-11-20T08:00:00.000Z',
      '2026-11-20T13:59:59.999Z',
      '2026-11-20T14:00:00.000Z',
    ];
    const costs = times.map((_, index) => 10 ** index);
    await repository.insert(
      times.map((time, index) => makeRecordJson({ keyId, createdAt: at(time), costNanoUsd: costs[index] })),
    );
    const windowed = (start: string, end: string) =>
      spendOf(`key:${keyId}`, { startMs: at(start), endMs: at(end) });
    expect(await spendOf(`key:${keyId}`)).toBe(1_111_111);
    expect(await windowed('2026-11-18T13:00:00Z', '2026-11-20T14:00:00Z')).toBe(111_110);
    expect(await windowed('2026-11-18T13:00:00Z', '2026-11-18T14:00:00Z')).toBe(10);
    expect(await windowed('2026-11-18T00:00:00Z', '2026-11-19T00:00:00Z')).toBe(111);
    expect(await windowed('2026-11-19T00:00:00Z', '2026-11-20T00:00:00Z')).toBe(1_000);
    expect(await windowed('2026-11-18T23:00:00Z', '2026-11-19T01:00:00Z')).toBe(1_100);
    expect(await windowed('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z')).toBe(0);
  });

  it('leaves the attempts out that are counted elsewhere, whether it has them or not', async () => {
    const keyId = randomUUID();
    const known = makeRecord({ keyId });
    await repository.insert([serializeUsageRecord(known), makeRecordJson({ keyId })]);
    expect(await spendOf(`key:${keyId}`, EVER, [known.attemptId, randomUUID()])).toBe(1_000_000);
  });

  it('sums for keys, teams and users at once', async () => {
    const [keyId, teamId, userId] = [randomUUID(), randomUUID(), randomUUID()];
    await repository.insert([makeRecordJson({ keyId, teamId, userId }), makeRecordJson({ teamId })]);
    const subjects = [`key:${keyId}`, `team:${teamId}`, `user:${userId}`, `user:${randomUUID()}`];
    const questions = subjects.map((subject) => ({ window: { subject, ...EVER }, withoutAttempts: [] }));
    expect(await repository.sumSpend(questions)).toEqual([1_000_000, 2_000_000, 1_000_000, 0]);
  });
});
