import type { PrismaService } from '../../src/database/prisma.service.js';
import { startGateway } from '../start-gateway.js';
import { startPrisma } from './start-prisma.js';
import { databases, type TestDatabase } from './start-test-database.js';

describe.each(databases())('the database ($name)', ({ start }) => {
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

  it('keeps what is written', async () => {
    const team = await prisma.run((client) => client.team.create({ data: { name: 'research' } }));
    const found = await prisma.lookUp((client) => client.team.findUnique({ where: { id: team.id } }));
    expect(found).toMatchObject({ name: 'research', models: [], budgets: [], isBlocked: false });
  });

  it('answers many at once', async () => {
    const counts = await Promise.all(
      Array.from({ length: 50 }, () => prisma.run((client) => client.user.count())),
    );
    expect(counts).toEqual(Array(50).fill(0));
  });

  it('undoes a transaction that fails', async () => {
    const attempt = prisma.run((client) =>
      client.$transaction(async (transaction) => {
        await transaction.user.create({ data: { name: 'nobody' } });
        throw new Error('changed my mind');
      }),
    );
    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await prisma.run((client) => client.user.count())).toBe(0);
  });
});

describe.each(databases())('a gateway with a database ($name)', ({ start }) => {
  it('says that it is ready, and leaves the database to the next', async () => {
    const database = await start();
    for (let count = 0; count < 2; count++) {
      const gateway = await startGateway({ database });
      const answer = await fetch(`${gateway.url}/health/ready`);
      expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', database: 'connected' }]);
      await gateway.close();
    }
    await database.close();
  });
});
