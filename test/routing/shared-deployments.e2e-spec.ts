import { setTimeout as wait } from 'node:timers/promises';

import { callTo, MASTER_KEY } from '../admin/start-admin.js';
import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import {
  describeWithPostgres,
  type PostgresServer,
  startPostgresServer,
} from '../database/postgres-server.js';
import { startDatabaseOn, type TestDatabase } from '../database/start-test-database.js';
import { type FakeAnthropic, startFakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { startGateway, type TestGateway } from '../start-gateway.js';

const SECRET = 'a-secret-that-both-gateways-have';
/** What is changed on one gateway is to hold on the others within a second or so. */
const SOON_MS = 3000;

describeWithPostgres('deployments on a server that gateways share', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let fake: FakeAnthropic;
  const gateways: TestGateway[] = [];
  const directories: TestDirectory[] = [];

  beforeAll(async () => {
    [server, fake] = await Promise.all([startPostgresServer(), startFakeAnthropic()]);
    database = await startDatabaseOn(server.url);
  }, 60_000);
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    for (const directory of directories) directory.remove();
    await server.start();
    await database.close();
    await Promise.all([server.close(), fake.close()]);
  });

  const startOne = async () => {
    const directory = makeDataDirectory();
    directories.push(directory);
    const gateway = await startGateway({
      database: { config: { ...database.config, dataDir: directory.path } },
      env: {
        ANTHROPIC_API_KEY: 'sk-ant-api03-of-the-environment',
        ANTHROPIC_API_BASE: fake.origin,
        TOLLGATE_MASTER_KEY: MASTER_KEY,
        TOLLGATE_SECRET: SECRET,
        TOLLGATE_ALLOW_REPLICAS_WITHOUT_REDIS: 'true',
      },
    });
    gateways.push(gateway);
    return callTo(gateway.url);
  };
  type Call = Awaited<ReturnType<typeof startOne>>;
  const ask = async (call: Call, model: string): Promise<number> => {
    const body = { model, messages: [{ role: 'user', content: 'Hi' }] };
    return (await call('POST /v1/chat/completions', { body })).status;
  };
  /** Resolves once a model is answered with a status, or not, and fails when that takes too long. */
  const untilAsked = async (
    call: Call,
    model: string,
    isSo: (status: number) => boolean,
    withinMs: number,
  ) => {
    const giveUpAt = performance.now() + withinMs;
    while (!isSo(await ask(call, model))) {
      if (performance.now() > giveUpAt) throw new Error(`Waited ${withinMs} ms in vain for ${model}.`);
      await wait(50);
    }
  };
  const isAnswered = (status: number) => status === 200;
  const isUnknown = (status: number) => status === 404;
  const entry = (name: string) => ({
    model_name: name,
    model: 'anthropic/claude-sonnet-4-5',
    api_key: 'sk-ant-api03-of-the-database',
  });

  it('are called, changed and removed everywhere within a second or so', async () => {
    const [one, other] = [await startOne(), await startOne()];
    const { id } = (await one('POST /admin/models', { body: entry('far') })).body;
    await untilAsked(other, 'far', isAnswered, SOON_MS);
    await one(`PATCH /admin/models/${id}`, { body: { model_name: 'farther' } });
    await untilAsked(other, 'farther', isAnswered, SOON_MS);
    expect(await ask(other, 'far')).toBe(404);
    await one(`POST /admin/models/${id}/pause`);
    await untilAsked(other, 'farther', isUnknown, SOON_MS);
    await one(`POST /admin/models/${id}/resume`);
    await untilAsked(other, 'farther', isAnswered, SOON_MS);
    await one(`DELETE /admin/models/${id}`);
    await untilAsked(other, 'farther', isUnknown, SOON_MS);
  }, 40_000);

  it('serve on while the server is away, and are there once it is back for a gateway that began without', async () => {
    const before = await startOne();
    await before('POST /admin/models', { body: entry('steady') });
    await server.stop();
    expect(await ask(before, 'steady')).toBe(200);
    const without = await startOne();
    expect(await ask(without, 'claude-haiku-4-5')).toBe(200);
    expect(await ask(without, 'steady')).toBe(404);
    expect((await without('GET /admin/models')).status).toBe(503);
    await server.start();
    await untilAsked(without, 'steady', isAnswered, 10_000);
  }, 60_000);
});
