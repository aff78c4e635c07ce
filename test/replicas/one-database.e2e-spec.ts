import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import {
  describeWithPostgres,
  type PostgresServer,
  startPostgresServer,
} from '../database/postgres-server.js';
import { startDatabaseOn, type TestDatabase } from '../database/start-test-database.js';
import { startGateway, type TestGateway } from '../start-gateway.js';

const MASTER_KEY = 'sk-master-0123456789abcdefghijklmn';
/** Nothing listens there. */
const NO_REDIS = 'redis://127.0.0.1:1';

describeWithPostgres('a second gateway on the same server', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let gateways: TestGateway[] = [];
  let directories: TestDirectory[] = [];

  beforeAll(async () => {
    server = await startPostgresServer();
    database = await startDatabaseOn(server.url);
  }, 60_000);
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    for (const directory of directories) directory.remove();
    [gateways, directories] = [[], []];
  });
  afterAll(async () => {
    await database?.close();
    await server?.close();
  });

  async function start(env: Record<string, string> = {}): Promise<TestGateway> {
    const directory = makeDataDirectory();
    directories.push(directory);
    const gateway = await startGateway({
      database: { config: { ...database.config, dataDir: directory.path } },
      env: { TOLLGATE_MASTER_KEY: MASTER_KEY, TOLLGATE_SECRET: 'the secret of all gateways', ...env },
    });
    gateways.push(gateway);
    return gateway;
  }

  const messagesOf = ({ logLines }: TestGateway): string[] => logLines.map(({ msg }) => String(msg));

  it('is refused in one line that says what to do, and starts when the first has stopped', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(
      /^Another gateway uses this database\. Give all of them one REDIS_URL, .* TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS=true .*\.$/,
    );
    const second = start();
    await first.close();
    gateways = [];
    expect((await fetch(`${(await second).url}/health/ready`)).status).toBe(200);
  });

  it('starts where the operator lets each count by itself', async () => {
    const env = { TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS: 'true' };
    const both = [await start(env), await start(env)];
    for (const { url } of both) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('is refused when only one of them has a Redis', async () => {
    await start();
    await expect(start({ REDIS_URL: NO_REDIS })).rejects.toThrow(
      'A gateway without a REDIS_URL uses this database. Stop it, or give it the same REDIS_URL as this one.',
    );
  });

  it('starts without the Redis that it names, and says so in one line', async () => {
    const { url, logLines } = await start({ REDIS_URL: NO_REDIS });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(logLines.filter(({ level }) => Number(level) >= 40)).toEqual([
      expect.objectContaining({
        msg: 'Redis is away: this gateway goes on with its share of limits and budgets, and looks for Redis every second.',
        reason: expect.stringContaining('ECONNREFUSED'),
      }),
    ]);
  });

  it('is told when it names another Redis than the first', async () => {
    await start({ REDIS_URL: NO_REDIS });
    const second = await start({ REDIS_URL: 'redis://127.0.0.1:2' });
    expect(messagesOf(second)).toContainEqual(expect.stringContaining('names another Redis'));
    const third = await start({ REDIS_URL: 'redis://127.0.0.1:2' });
    expect(messagesOf(third)).toContainEqual(expect.stringContaining('names another Redis'));
  });

  it('goes on when its lock is lost with the connection, and takes it again', async () => {
    await start();
    await server.stop();
    await server.start();
    await expect(untilRefused()).resolves.toContain('Another gateway uses this database');
  });

  /** Until the first has its lock again a second one may get it. */
  async function untilRefused(): Promise<string> {
    for (;;) {
      try {
        const gateway = await start();
        await gateway.close();
        gateways = gateways.filter((other) => other !== gateway);
      } catch (error) {
        return (error as Error).message;
      }
    }
  }
});
