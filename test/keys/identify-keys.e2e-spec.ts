import { GatewayError } from '../../src/errors/gateway-error.js';
import type { KeyGrant } from '../../src/keys/key-grant.js';
import type { Caller, KeysService } from '../../src/keys/keys.service.js';
import { makeAdminKey, makeVirtualKey } from '../../src/keys/virtual-key-token.js';
import {
  describeWithPostgres,
  type PostgresServer,
  startPostgresServer,
} from '../database/postgres-server.js';
import { databases, startDatabaseOn, type TestDatabase } from '../database/start-test-database.js';
import { bytesOf, MASTER_KEY, startKeys, type TestKeys } from './start-keys.js';

const HOUR_MS = 3_600_000;

describe.each(databases())('virtual keys ($name)', ({ start }) => {
  let database: TestDatabase;
  let keys: TestKeys;
  let service: KeysService;

  beforeAll(async () => {
    database = await start();
    keys = await startKeys(database);
  });
  beforeEach(() => {
    service = keys.service();
  });
  afterAll(async () => {
    await keys?.close();
    await database?.close();
  });

  it('knows a key with its user and its team', async () => {
    const createdAt = new Date('2026-01-31T10:20:30.456Z');
    const team = await keys.prisma.client.team.create({
      data: {
        name: 'research',
        createdAt,
        models: ['claude-*'],
        tpmLimit: 100_000,
        budgets: [{ maxBudgetNanoUsd: '9000000000000000' }],
      },
    });
    const user = await keys.prisma.client.user.create({
      data: { name: 'ann', createdAt, teamId: team.id, models: ['claude-haiku-*'], maxParallelRequests: 4 },
    });
    const { id, key } = await keys.create({
      name: 'ci',
      userId: user.id,
      createdAt,
      models: ['fast', 'claude-opus-*'],
      aliases: { fast: 'claude-haiku-4-5' },
      rpmLimit: 60,
      budgets: [
        { maxBudgetNanoUsd: '50000000000', duration: '30d' },
        { maxBudgetNanoUsd: '1', duration: '1h', isFurther: true },
      ],
      softBudgetNanoUsd: 40_000_000_000n,
      expiresAt: new Date('2099-01-01T00:00:00.123Z'),
      metadata: { costCentre: 7 },
    });

    const ofKey = { subject: 'key', subjectId: id, subjectName: 'ci' };
    const ofTeam = { subject: 'team', subjectId: team.id, subjectName: 'research' };
    const anchorMs = createdAt.getTime();
    expect(await service.identify(key)).toEqual({
      kind: 'virtual_key',
      grant: {
        keyId: id,
        name: 'ci',
        userId: user.id,
        teamId: team.id,
        models: ['fast', 'claude-opus-*'],
        teamModels: ['claude-*'],
        userModels: ['claude-haiku-*'],
        aliases: new Map([['fast', 'claude-haiku-4-5']]),
        expiresAtMs: Date.parse('2099-01-01T00:00:00.123Z'),
        limits: [
          { ...ofKey, rpm: 60 },
          { ...ofTeam, tpm: 100_000 },
          { subject: 'user', subjectId: user.id, subjectName: 'ann', maxParallelRequests: 4 },
        ],
        budgets: [
          { ...ofKey, maxBudgetNanoUsd: 50_000_000_000, duration: '30d', anchorMs },
          { ...ofKey, maxBudgetNanoUsd: 1, duration: '1h', anchorMs },
          { ...ofTeam, maxBudgetNanoUsd: 9_000_000_000_000_000, anchorMs },
        ],
        softBudgets: [{ ...ofKey, maxBudgetNanoUsd: 40_000_000_000, duration: '30d', anchorMs }],
      },
    });
  });

  it('knows a key that has nothing but its secret', async () => {
    const { id, key } = await keys.create();
    expect(grantOf(await service.identify(key))).toMatchObject({
      keyId: id,
      models: [],
      limits: [],
      budgets: [],
    });
  });

  it("puts a key's own team before its user's", async () => {
    const [own, other] = await Promise.all(
      ['own', 'other'].map((name) => keys.prisma.client.team.create({ data: { name } })),
    );
    const user = await keys.prisma.client.user.create({ data: { name: 'bob', teamId: other!.id } });
    const { key } = await keys.create({ teamId: own!.id, userId: user.id });
    expect(grantOf(await service.identify(key)).teamId).toBe(own!.id);
  });

  it('answers at once for a key that it has seen', async () => {
    const { key } = await keys.create();
    await service.identify(key);
    expect(service.identify(key)).not.toBeInstanceOf(Promise);
  });

  it('takes the master key for itself, and only that', async () => {
    expect(service.identify(MASTER_KEY)).toEqual({ kind: 'master' });
    expect(await refusalOf(() => service.identify(`${MASTER_KEY} `))).toMatchObject({
      code: 'invalid_api_key',
    });
  });

  it('refuses a request without a key', async () => {
    expect(await refusalOf(() => service.identify(undefined))).toMatchObject({
      status: 401,
      code: 'missing_api_key',
    });
  });

  it('refuses a key that nobody has given out', async () => {
    expect(await refusalOf(() => service.identify(makeVirtualKey()))).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
  });

  it.each([
    ['an empty key', ''],
    ['a word', 'nonsense'],
    ['a key of Anthropic', 'sk-ant-api03-abc'],
    ['a key with a letter too many', `${makeVirtualKey()}0`],
    ['a key of the admin API', makeAdminKey()],
  ])('refuses %s without asking the database', (_, key) => {
    expect(() => service.identify(key)).toThrow('The API key is not valid.');
  });

  it('refuses a key from the moment it expires, also one that it has seen before', async () => {
    const expiresAt = new Date(Date.now() + HOUR_MS);
    const { key } = await keys.create({ expiresAt });
    await service.identify(key);
    const refusal = await at(expiresAt.getTime(), () => refusalOf(() => service.identify(key)));
    expect(refusal).toMatchObject({ status: 401, code: 'expired_api_key' });
    expect(refusal.message).toContain(expiresAt.toISOString());
  });

  it('refuses a blocked key, and a key whose team or user is blocked, saying which', async () => {
    const blocked = { isBlocked: true };
    const team = await keys.prisma.client.team.create({ data: { name: 'blocked team', ...blocked } });
    const user = await keys.prisma.client.user.create({ data: { name: 'blocked user', ...blocked } });
    for (const [row, code] of [
      [blocked, 'key_blocked'],
      [{ teamId: team.id }, 'team_blocked'],
      [{ userId: user.id }, 'user_blocked'],
    ] as const) {
      const { key } = await keys.create(row);
      expect(await refusalOf(() => service.identify(key))).toMatchObject({ status: 403, code });
    }
  });

  it('treats a revoked key as one that never was', async () => {
    const { key } = await keys.create({ revokedAt: new Date() });
    expect(await refusalOf(() => service.identify(key))).toMatchObject({ code: 'invalid_api_key' });
  });

  it('lets the secret before a rotation work until its grace period is over, and the new one from then on', async () => {
    const before = makeVirtualKey();
    const previousExpiresAt = new Date(Date.now() + HOUR_MS);
    const previousDigest = bytesOf(keys.digests.digestOf(before));
    const { id, key } = await keys.create({ previousDigest, previousExpiresAt });
    expect(grantOf(await service.identify(key)).keyId).toBe(id);
    expect(grantOf(await service.identify(before)).keyId).toBe(id);
    await at(previousExpiresAt.getTime(), async () => {
      expect(await refusalOf(() => service.identify(before))).toMatchObject({ code: 'invalid_api_key' });
      expect(await refusalOf(() => keys.service().identify(before))).toMatchObject({
        code: 'invalid_api_key',
      });
      expect(grantOf(await keys.service().identify(key)).keyId).toBe(id);
    });
  });

  it('goes by a change from the moment it is told of it', async () => {
    const team = await keys.prisma.client.team.create({ data: { name: 'changing' } });
    const { id, key } = await keys.create({ teamId: team.id });
    await service.identify(key);

    await keys.prisma.client.team.update({ where: { id: team.id }, data: { rpmLimit: 5 } });
    service.invalidate({ teamId: team.id });
    expect(grantOf(await service.identify(key)).limits).toMatchObject([{ subject: 'team', rpm: 5 }]);

    await keys.prisma.client.virtualKey.update({ where: { id }, data: { revokedAt: new Date() } });
    service.invalidate({ keyId: id });
    expect(await refusalOf(() => service.identify(key))).toMatchObject({ code: 'invalid_api_key' });
  });

  it('never goes back to what a key was, however look-ups and changes meet', async () => {
    const { id, key } = await keys.create({ rpmLimit: 0 });
    for (let round = 1; round <= 30; round++) {
      service.invalidate({ keyId: id });
      const meanwhile = [1, 2].map(async () => service.identify(key));
      await keys.prisma.client.virtualKey.update({ where: { id }, data: { rpmLimit: round } });
      service.invalidate({ keyId: id });
      const after = service.identify(key);
      expect(grantOf(await after).limits).toMatchObject([{ rpm: round }]);
      await Promise.all(meanwhile);
      expect(grantOf(await service.identify(key)).limits).toMatchObject([{ rpm: round }]);
    }
  });

  it('lets everybody into an open gateway, and knows the keys that it has given out', async () => {
    const open = keys.service({ isOpen: true });
    const { id, key } = await keys.create();
    expect(open.identify(undefined)).toEqual({ kind: 'anonymous' });
    expect(open.identify('nonsense')).toEqual({ kind: 'anonymous' });
    expect(await open.identify(makeVirtualKey())).toEqual({ kind: 'anonymous' });
    expect(grantOf(await open.identify(key)).keyId).toBe(id);
  });

  it('finds a key by its digest among many without reading them all', async () => {
    const { key } = await keys.create();
    const digest = keys.digests.digestOf(key);
    await keys.prisma.client.$executeRaw`
      insert into virtual_keys (id, digest, preview, models, created_by, updated_at)
      select gen_random_uuid(), sha256(n::text::bytea), 'sk-…', '{}', 'master', now()
      from generate_series(1, 5000) n`;
    await keys.prisma.client.$executeRaw`analyze virtual_keys`;
    const plan = await keys.prisma.client.$queryRaw<Record<string, string>[]>`
      explain select id from virtual_keys
      where (digest = ${bytesOf(digest)} or (previous_digest = ${bytesOf(digest)} and previous_expires_at > now()))
        and revoked_at is null`;
    const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(lines).toContain('Index');
    expect(lines).not.toContain('Seq Scan');
    expect(await service.identify(key)).toMatchObject({ kind: 'virtual_key' });
  });
});

describe.each(databases())('virtual keys while the database is away ($name)', ({ start }) => {
  let database: TestDatabase;
  let keys: TestKeys;

  beforeEach(async () => {
    database = await start();
    keys = await startKeys(database);
  });
  afterEach(() => database.close());

  it('go on working when they were seen before; others are told to try again, not that they are wrong', async () => {
    const service = keys.service();
    const [seen, unseen] = [await keys.create(), await keys.create()];
    await service.identify(seen.key);
    await keys.close();

    expect(service.identify(seen.key)).toMatchObject({ kind: 'virtual_key', grant: { keyId: seen.id } });
    for (const key of [unseen.key, makeVirtualKey()]) {
      expect(await refusalOf(() => service.identify(key))).toMatchObject({
        status: 503,
        code: 'database_unavailable',
        retryAfterSeconds: 1,
      });
    }
    expect(await refusalOf(() => service.identify('nonsense'))).toMatchObject({ status: 401 });
    expect(service.identify(MASTER_KEY)).toEqual({ kind: 'master' });
  });

  it('do not stand in the way of an open gateway', async () => {
    const service = keys.service({ isOpen: true });
    const { key } = await keys.create();
    await keys.close();
    expect(await service.identify(key)).toEqual({ kind: 'anonymous' });
  });
});

describeWithPostgres('virtual keys on a server that stops and comes back', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  let keys: TestKeys;

  beforeAll(async () => {
    server = await startPostgresServer();
    database = await startDatabaseOn(server.url);
    keys = await startKeys(database);
  });
  afterAll(async () => {
    await keys?.close();
    await database?.close();
    await server?.close();
  });

  it.each(['stop', 'kill'] as const)(
    'are never called wrong meanwhile, and are found again (%s)',
    async (end) => {
      const service = keys.service();
      const [seen, unseen] = [await keys.create(), await keys.create()];
      await service.identify(seen.key);

      await server[end]();
      const startedAt = performance.now();
      const refusals = await Promise.all(
        Array.from({ length: 20 }, () => refusalOf(() => service.identify(unseen.key))),
      );
      expect(new Set(refusals.map(({ status, code }) => `${status} ${code}`))).toEqual(
        new Set(['503 database_unavailable']),
      );
      expect(performance.now() - startedAt).toBeLessThan(5000);
      expect(service.identify(seen.key)).toMatchObject({ kind: 'virtual_key' });

      await server.start();
      await keys.prisma.whenAvailable();
      expect(grantOf(await service.identify(unseen.key)).keyId).toBe(unseen.id);
      expect(await refusalOf(() => service.identify(makeVirtualKey()))).toMatchObject({ status: 401 });
    },
  );
});

function grantOf(caller: Caller): KeyGrant {
  if (caller.kind !== 'virtual_key') throw new Error(`It is ${caller.kind}.`);
  return caller.grant;
}

async function refusalOf(identify: () => Caller | Promise<Caller>): Promise<GatewayError> {
  try {
    await identify();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** Does something at another time of the system's clock. */
async function at<T>(nowMs: number, act: () => Promise<T>): Promise<T> {
  const realNow = Date.now;
  Date.now = () => nowMs;
  try {
    return await act();
  } finally {
    Date.now = realNow;
  }
}
