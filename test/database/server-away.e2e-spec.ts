import { Secret } from '../../src/config/secret.js';
import { startGateway, type TestGateway } from '../start-gateway.js';
import { makeDataDirectory } from './data-directory.js';
import { describeWithPostgres, startPostgresServer, type PostgresServer } from './postgres-server.js';
import { openPrisma, type TestPrisma } from './start-prisma.js';
import { startDatabaseOn, type TestDatabase } from './start-test-database.js';
import { waitUntil } from './wait-until.js';

const UNAVAILABLE = { status: 503, code: 'database_unavailable', retryAfterSeconds: 1 };
const AWAY = 'The database cannot be reached; trying again until it can';
const BACK = 'The database can be reached again';

describeWithPostgres('a PostgreSQL server that goes away', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let opened: TestPrisma | undefined;
  beforeAll(async () => {
    server = await startPostgresServer();
    database = await startDatabaseOn(server.url);
  }, 60_000);
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    // One that is stopped starts again for the next test.
    await server.start();
  });
  afterAll(() => server?.close());

  it.each(['stop', 'kill'] as const)(
    '(%s) answers a 503 until it is back, and is found by itself',
    async (end) => {
      const { prisma, messages } = (opened = await openPrisma(database));
      const before = await prisma.run((client) => client.team.count());
      await server[end]();
      await waitUntil(() => !prisma.isAvailable);

      const failures = await Promise.allSettled(
        Array.from({ length: 20 }, () => prisma.lookUp((client) => client.team.count())),
      );
      expect(failures).toEqual(
        Array(20).fill({ status: 'rejected', reason: expect.objectContaining(UNAVAILABLE) }),
      );
      expect(() => prisma.client).toThrow(expect.objectContaining(UNAVAILABLE));
      expect(prisma.awayForMs).toBeLessThan(60_000);

      await server.start();
      await prisma.whenAvailable();
      expect(await prisma.run((client) => client.team.count())).toBe(before);
      expect(messages().slice(-2)).toEqual([AWAY, BACK]);
      expect(messages().filter((message) => message === AWAY)).toHaveLength(1);
    },
  );

  it('in the middle of work fails that work with a 503', async () => {
    const { prisma } = (opened = await openPrisma(database));
    const slow = prisma.run((client) => client.$queryRawUnsafe('SELECT pg_sleep(20)::text'));
    const inTransaction = prisma.run((client) =>
      client.$transaction(async (transaction) => {
        await transaction.team.create({ data: { name: 'never' } });
        await server.stop();
        await transaction.team.count();
      }),
    );
    const results = await Promise.allSettled([slow, inTransaction]);
    expect(results).toEqual(
      Array(2).fill({ status: 'rejected', reason: expect.objectContaining(UNAVAILABLE) }),
    );
    await server.start();
    await prisma.whenAvailable();
    expect(await prisma.run((client) => client.team.count())).toBe(0);
  });

  it('does not let a look-up wait for more than two seconds', async () => {
    const { prisma } = (opened = await openPrisma(database));
    const startedAt = performance.now();
    const slow = prisma.lookUp((client) => client.$queryRawUnsafe('SELECT pg_sleep(4)::text'));
    await expect(slow).rejects.toMatchObject(UNAVAILABLE);
    expect(performance.now() - startedAt).toBeLessThan(3500);
    expect(await prisma.run((client) => client.team.count())).toBe(0);
  });

  it('and comes back while a gateway that started without it already serves', async () => {
    await server.stop();
    const gateway = await startGateway({ database });
    try {
      expect(await ready(gateway)).toEqual([503, { status: 'unavailable', database: 'away' }]);
      await server.start();
      await waitUntil(() => gateway.logLines.some(({ msg }) => msg === BACK));
      expect(await ready(gateway)).toEqual([200, { status: 'ok', database: 'connected' }]);

      await server.stop();
      await waitUntil(() => gateway.logLines.filter(({ msg }) => msg === AWAY).length === 2);
      expect(await ready(gateway)).toEqual([200, { status: 'ok', database: 'away' }]);
    } finally {
      await gateway.close();
    }
  });
});

describeWithPostgres('a PostgreSQL server that will not have the gateway', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server?.close());

  it.each([
    ['no such database', 'postgres', 'nothing', /refuses: database "nothing" does not exist\.$/],
    ['no such user', 'nobody', 'postgres', /refuses: role "nobody" does not exist\.$/],
  ])('(%s) stops the start with one line', async (_, user, name, line) => {
    const url = new URL(server.url);
    url.username = user;
    url.pathname = `/${name}`;
    const directory = makeDataDirectory();
    const config = {
      database: { kind: 'server' as const, url: new Secret(url.href) },
      dataDir: directory.path,
    };
    await expect(openPrisma({ config })).rejects.toThrow(line);
    directory.remove();
  });

  it('(no right to make tables) stops the start with one line that says what to grant', async () => {
    const admin = await startDatabaseOn(server.url);
    const place = admin.config.database;
    const url = new URL(place.kind === 'server' ? place.url.reveal() : '');
    const { prisma, close } = await openPrisma({
      config: { ...admin.config, database: { kind: 'server', url: new Secret(server.url) } },
    });
    await prisma.run((client) => client.$executeRawUnsafe('CREATE ROLE guest LOGIN'));
    await close();
    url.username = 'guest';
    const config = { ...admin.config, database: { kind: 'server' as const, url: new Secret(url.href) } };
    await expect(openPrisma({ config })).rejects.toThrow(
      /^The database's user may not create the gateway's tables: permission denied for schema public\. Grant it CREATE/,
    );
    await admin.close();
  });

  it('(tables in a schema of their own) is asked for that schema alone', async () => {
    const database = await startDatabaseOn(server.url);
    const place = database.config.database;
    const url = `${place.kind === 'server' ? place.url.reveal() : ''}?schema=gateway`;
    const config = { ...database.config, database: { kind: 'server' as const, url: new Secret(url) } };
    const { prisma, close } = await openPrisma({ config });
    await prisma.run((client) => client.team.create({ data: { name: 'research' } }));
    const rows = await prisma.run((client) => client.$queryRawUnsafe('SELECT name FROM gateway.teams'));
    expect(rows).toEqual([{ name: 'research' }]);
    await close();
    await database.close();
  });
});

async function ready({ url }: TestGateway): Promise<[number, unknown]> {
  const answer = await fetch(`${url}/health/ready`);
  return [answer.status, await answer.json()];
}
