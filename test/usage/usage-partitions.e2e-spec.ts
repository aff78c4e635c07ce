import { randomUUID } from 'node:crypto';

import type { GatewayConfig } from '../../src/config/gateway-config.js';
import type { PrismaService } from '../../src/database/prisma.service.js';
import { isoDayOf } from '../../src/usage/iso-day.js';
import { UsagePartitionsRepository } from '../../src/usage/usage-partitions.repository.js';
import { UsageUpkeepService } from '../../src/usage/usage-upkeep.service.js';
import { RecordsRefusedError, UsageRepository } from '../../src/usage/usage.repository.js';
import { keepLog } from '../database/log-lines.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { startGateway } from '../start-gateway.js';
import { makeRecordJson } from './make-record.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string) => Date.parse(text);

describe.each(databases())('usage records by day ($name)', ({ name, start }) => {
  let database: TestDatabase;
  let prismas: PrismaService[];
  let prisma: PrismaService;
  let repository: UsageRepository;
  let partitions: UsagePartitionsRepository;

  beforeAll(async () => {
    database = await start();
    // The embedded database serves one process: there, replicas are callers of one connection.
    const count = name === 'embedded' ? 1 : 4;
    prismas = [await startPrisma(database)];
    while (prismas.length < count) prismas.push(await startPrisma(database));
    prisma = prismas[0] as PrismaService;
    repository = new UsageRepository(prisma);
    partitions = new UsagePartitionsRepository(prisma);
  });
  afterAll(async () => {
    for (const one of prismas ?? []) await one.onApplicationShutdown();
    await database?.close();
  });

  const sumOfDays = async (keyId: string) => {
    const { _sum: sums } = await prisma.run((client) =>
      client.usageDay.aggregate({ where: { keyId }, _sum: { requests: true, costNanoUsd: true } }),
    );
    return { requests: Number(sums.requests), costNanoUsd: Number(sums.costNanoUsd) };
  };
  const recordsOf = (keyId: string) => prisma.run((client) => client.usageRecord.count({ where: { keyId } }));
  const countIn = async (partition: string) => {
    const [row] = await prisma.run((client) =>
      client.$queryRawUnsafe<{ count: number }[]>(`select count(*)::int as count from ${partition}`),
    );
    return row?.count;
  };
  const upkeep = (config: Partial<GatewayConfig> = {}) => {
    const log = keepLog();
    return { log, service: new UsageUpkeepService(config as GatewayConfig, log.logger, partitions) };
  };

  it('are put where their UTC day is, which is made when it is met: long past, by a clock that is ahead, by day and by night', async () => {
    const keyId = randomUUID();
    const times = ['2019-03-01T23:59:59.999Z', '2019-03-02T00:00:00.000Z', '2041-12-31T12:00:00Z'];
    await repository.insert(times.map((time) => makeRecordJson({ keyId, createdAt: at(time) })));
    expect(await countIn('usage_records_20190301')).toBe(1);
    expect(await countIn('usage_records_20190302')).toBe(1);
    expect(await countIn('usage_records_20411231')).toBe(1);
    expect(await sumOfDays(keyId)).toEqual({ requests: 3, costNanoUsd: 3_000_000 });
    const days = await partitions.days();
    expect(days).toEqual([...days].sort());
    expect(days).toEqual(expect.arrayContaining(['2019-03-01', '2019-03-02', '2041-12-31']));
  });

  it('are refused for a time that no calendar has, and hold up nobody by being tried again', async () => {
    const record = makeRecordJson({ createdAt: at('2030-01-01T00:00:00Z') });
    for (const createdAt of ['253402300800000', '-1', '9e15', 'null']) {
      const bad = record.replace(/"createdAt":\d+/, `"createdAt":${createdAt}`);
      await expect(repository.insert([bad])).rejects.toThrow(RecordsRefusedError);
    }
  });

  it('count once when they come again in other company, from both sides of a midnight', async () => {
    const keyId = randomUUID();
    const midnight = at('2020-02-29T00:00:00Z');
    const records = Array.from({ length: 20 }, (_, index) =>
      makeRecordJson({ keyId, createdAt: midnight + (index - 10) * 60_000 }),
    );
    await repository.insert(records.slice(0, 12));
    await repository.insert(records.slice(5));
    await repository.insert(records);
    expect(await recordsOf(keyId)).toBe(20);
    expect(await sumOfDays(keyId)).toEqual({ requests: 20, costNanoUsd: 20_000_000 });
  });

  it('get one partition when several replicas meet a new day in the same moment', async () => {
    const keyId = randomUUID();
    const day = at('2021-06-01T00:00:00Z');
    const inserts = Array.from({ length: 12 }, (_, index) => {
      const replica = new UsageRepository(prismas[index % prismas.length] as PrismaService);
      const createdAt = day + (index % 3) * DAY_MS + index;
      return replica.insert([makeRecordJson({ keyId, createdAt })]);
    });
    await Promise.all(inserts);
    expect(await recordsOf(keyId)).toBe(12);
    expect(await sumOfDays(keyId)).toEqual({ requests: 12, costNanoUsd: 12_000_000 });
  });

  it('have partitions for the week to come, whoever is the first to make them', async () => {
    const now = at('2031-05-01T23:59:00Z');
    await Promise.all(
      prismas.map((one) =>
        new UsageUpkeepService({} as GatewayConfig, keepLog().logger, new UsagePartitionsRepository(one)).run(
          now,
        ),
      ),
    );
    const days = Array.from({ length: 8 }, (_, ahead) => isoDayOf(now + ahead * DAY_MS));
    expect(await partitions.days()).toEqual(expect.arrayContaining(days));
  });

  it('go by whole days once the last of them is older than is to be kept, and their sums stay', async () => {
    const keyId = randomUUID();
    const now = at('2018-07-10T15:00:00Z');
    const times = [
      '2018-07-06T00:00:00Z',
      '2018-07-07T14:59:00Z',
      '2018-07-07T15:01:00Z',
      '2018-07-08T00:00:00Z',
    ];
    await repository.insert(times.map((time) => makeRecordJson({ keyId, createdAt: at(time) })));
    const { service, log } = upkeep({ usageRetentionMs: 3 * DAY_MS });

    await service.run(now);
    const left = await prisma.run((client) =>
      client.usageRecord.findMany({ where: { keyId }, orderBy: { createdAt: 'asc' } }),
    );
    expect(left.map(({ createdAt }) => createdAt.getTime())).toEqual(times.slice(1).map(at));
    expect(await sumOfDays(keyId)).toEqual({ requests: 4, costNanoUsd: 4_000_000 });
    expect(log.messages()).toEqual([expect.stringMatching(/^Usage records have been dropped/)]);

    await service.run(now);
    expect(log.messages()).toHaveLength(1);
  });

  it('stay for ever where nobody says how long, while hours go after five weeks', async () => {
    const keyId = randomUUID();
    const now = at('2017-01-01T10:30:00Z');
    const times = [now - 36 * DAY_MS, now - 34 * DAY_MS];
    await repository.insert(times.map((createdAt) => makeRecordJson({ keyId, createdAt })));
    const { service, log } = upkeep();

    await service.run(now);
    expect(await recordsOf(keyId)).toBe(2);
    const hours = await prisma.run((client) => client.usageHour.findMany({ where: { keyId } }));
    expect(hours).toMatchObject([{ hour: new Date('2016-11-28T10:00:00Z'), requests: 1n }]);
    expect(log.messages()).toEqual([]);
  });

  it('that come again after their day was dropped are refused, because they would count twice; new days are not', async () => {
    const keyId = randomUUID();
    const createdAt = at('2016-03-03T12:00:00Z');
    const record = makeRecordJson({ keyId, createdAt });
    await repository.insert([record]);
    expect(await partitions.drop('2016-03-03')).toBe('dropped');

    await expect(repository.insert([record])).rejects.toThrow(RecordsRefusedError);
    await repository.insert([makeRecordJson({ keyId, createdAt: createdAt + DAY_MS })]);
    expect(await sumOfDays(keyId)).toEqual({ requests: 2, costNanoUsd: 2_000_000 });
  });

  it('that are gone leave a budget rather too full than too empty, in windows that begin within their day', async () => {
    const keyId = randomUUID();
    const noon = at('2015-03-03T12:00:00Z');
    const createdAt = [noon - 60_000, noon + 60_000, noon + DAY_MS];
    await repository.insert(createdAt.map((time) => makeRecordJson({ keyId, createdAt: time })));
    const window = { subject: `key:${keyId}`, startMs: noon, endMs: noon + 36 * HOUR_MS };
    const spent = async () => (await repository.sumSpend([{ window, withoutAttempts: [] }]))[0];
    expect(await spent()).toBe(2_000_000);
    await partitions.drop('2015-03-03');
    expect(await spent()).toBe(3_000_000);
  });

  it('are dropped by a gateway that is told how long to keep them', async () => {
    const own = await start();
    const before = await startPrisma(own);
    await new UsageRepository(before).insert([makeRecordJson({ createdAt: Date.now() - 4 * DAY_MS })]);
    await before.onApplicationShutdown();

    const env = { TOLLGATE_MAXIMUM_SPEND_LOGS_RETENTION_PERIOD: '2d' };
    const gateway = await startGateway({ database: own, env: { ANTHROPIC_API_KEY: 'x', ...env } });
    const records = async () => {
      const response = await fetch(`${gateway.url}/admin/usage`);
      return ((await response.json()) as { data: unknown[] }).data;
    };
    while ((await records()).length > 0) await new Promise(setImmediate);
    await gateway.close();
    await own.close();
  });

  if (name === 'embedded') return;

  it('are dropped without others waiting behind a long report', async () => {
    const day = '2014-05-05';
    await repository.insert([makeRecordJson({ createdAt: at(day) })]);
    let end = () => {};
    const reading = new Promise<void>((resolve) => {
      void prisma.run((client) =>
        client.$transaction(async (transaction) => {
          await transaction.usageRecord.findFirst();
          resolve();
          await new Promise<void>((done) => (end = done));
        }),
      );
    });
    await reading;
    const begun = performance.now();
    expect(await partitions.drop(day)).toBe('busy');
    expect(performance.now() - begun).toBeLessThan(2_000);
    await repository.insert([makeRecordJson({ createdAt: at(day) })]);
    end();
    expect(await partitions.drop(day)).toBe('dropped');
  });

  it('can be kept by a gateway whose database user may neither make nor drop tables', async () => {
    const { database: place } = database.config;
    if (place.kind !== 'server') throw new TypeError('This needs a server.');
    const user = `gateway_${randomUUID().replaceAll('-', '')}`;
    await prisma.run(async (client) => {
      await client.$executeRawUnsafe(`create role ${user} login`);
      await client.$executeRawUnsafe(
        `grant select, insert, update, delete on all tables in schema public to ${user}`,
      );
    });
    const url = new URL(place.url.reveal());
    url.username = user;
    const { Secret } = await import('../../src/config/secret.js');
    const restricted = await startPrisma({
      config: { ...database.config, database: { kind: 'server', url: new Secret(url.href) } },
    });
    const keyId = randomUUID();
    try {
      await new UsageRepository(restricted).insert([makeRecordJson({ keyId, createdAt: at('2013-01-01') })]);
      expect(await recordsOf(keyId)).toBe(1);
    } finally {
      await restricted.onApplicationShutdown();
      await prisma.run(async (client) => {
        await client.$executeRawUnsafe(`drop owned by ${user}`);
        await client.$executeRawUnsafe(`drop role ${user}`);
      });
    }
  });
});
