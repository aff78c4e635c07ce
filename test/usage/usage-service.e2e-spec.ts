import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';

import { ConfigModule } from '../../src/config/config.module.js';
import type { GatewayConfig } from '../../src/config/gateway-config.js';
import { loadConfig } from '../../src/config/load-config.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { SharedStateModule } from '../../src/shared-state/shared-state.module.js';
import { ObservabilityModule } from '../../src/observability/observability.module.js';
import { UsageModule } from '../../src/usage/usage.module.js';
import { UsageService } from '../../src/usage/usage.service.js';
import { makeDataDirectory } from '../database/data-directory.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { makeBudget, makeEnding, makeRefusal, makeTerms, subjectFields } from './terms.js';

const DEFAULTS = loadConfig({
  flags: {},
  env: {},
  cwd: '/nonexistent',
  readFile: (path) => {
    throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  },
});

/** The modules that the service needs, as the gateway has them. */
function start(config: Partial<GatewayConfig>): Promise<INestApplicationContext> {
  @Module({
    imports: [
      ConfigModule.forConfig({ ...DEFAULTS, ...config }),
      ObservabilityModule.forLogger(pino({ level: 'silent' })),
      DatabaseModule,
      SharedStateModule,
      UsageModule,
    ],
  })
  class TestModule {}
  return NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
}

describe.each(databases())('the usage service ($name)', ({ start: startDatabase }) => {
  let database: TestDatabase;

  beforeAll(async () => (database = await startDatabase()));
  afterAll(() => database?.close());

  it('brings what it has taken in to the database before it stops', async () => {
    const context = await start(database.config);
    const service = context.get(UsageService);
    const budget = makeBudget();
    const attempt = await service.open(makeTerms({ ...subjectFields(budget), budgets: [budget] }));
    await attempt.settle(makeEnding());
    service.refuse(makeRefusal(subjectFields(budget)));
    await context.close();

    const prisma = await startPrisma(database);
    const where = { keyId: budget.subjectId };
    const records = await prisma.run((client) =>
      client.usageRecord.findMany({ where, orderBy: { status: 'asc' } }),
    );
    await prisma.onApplicationShutdown();
    expect(records).toMatchObject([
      { result: 'completed', status: 200 },
      { result: 'refused', status: 429 },
    ]);
  });

  it('says what is spent and held', async () => {
    const context = await start(database.config);
    const service = context.get(UsageService);
    const budget = makeBudget({ duration: '1d' });
    const attempt = await service.open(
      makeTerms({ ...subjectFields(budget), budgets: [budget], boundNanoUsd: 500 }),
    );
    expect(await service.spendOf([budget], Date.now())).toMatchObject([
      { budget, spentNanoUsd: 0, reservedNanoUsd: 500, windowEndMs: expect.any(Number) },
    ]);
    await attempt.settle(makeEnding({ costNanoUsd: 300 }));
    expect(await service.spendOf([budget], Date.now())).toMatchObject([
      { spentNanoUsd: 300, reservedNanoUsd: 0 },
    ]);
    await context.close();
  });
});

describe('the usage service without a database', () => {
  it('stops a start whose journal cannot be written, in one line that says what to do', async () => {
    const directory = makeDataDirectory();
    writeFileSync(join(directory.path, 'journal'), 'in the way');
    const started = start({ database: { kind: 'none' }, dataDir: directory.path });
    await expect(started).rejects.toThrow(/^The data directory .*journal cannot be used \(EEXIST\)/);
    directory.remove();
  });

  it('takes spend in, and tells callers with a budget to come back', async () => {
    const directory = makeDataDirectory();
    const context = await start({ database: { kind: 'none' }, dataDir: directory.path });
    const service = context.get(UsageService);
    await (await service.open(makeTerms({ keyId: randomUUID() }))).settle(makeEnding());
    const refusal = Promise.resolve().then(() => service.open(makeTerms({ budgets: [makeBudget()] })));
    await expect(refusal).rejects.toMatchObject({
      status: 503,
      code: 'database_unavailable',
      retryAfterSeconds: 1,
    });
    await context.close();
    directory.remove();
  });
});
