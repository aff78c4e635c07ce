import pino from 'pino';

import { IdempotencyService } from '../../src/admin/idempotency.service.js';
import { IdempotentAnswersRepository } from '../../src/admin/idempotent-answers.repository.js';
import { GatewaySecret } from '../../src/config/gateway-secret.js';
import { openPrisma, type TestPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';

const HOUR_MS = 3_600_000;
const DIGEST = Buffer.alloc(32, 1);
const OTHER_DIGEST = Buffer.alloc(32, 2);

describe.each(databases())('the answers to calls with an Idempotency-Key ($name)', ({ start }) => {
  let database: TestDatabase;
  let opened: TestPrisma;
  let service: IdempotencyService;

  beforeAll(async () => {
    database = await start();
    opened = await openPrisma(database);
    const repository = new IdempotentAnswersRepository(opened.prisma);
    service = new IdempotencyService(repository, new GatewaySecret('secret'), pino({ level: 'silent' }));
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await database.close();
  });

  const once = (key: string, answer: unknown, requestDigest = DIGEST) =>
    service.once({ actor: 'master', key, requestId: 'req_1', requestDigest, status: 201 }, () =>
      Promise.resolve(answer),
    );
  const age = (key: string, ms: number, columns: object = {}) =>
    opened.prisma.client.idempotentAnswer.updateMany({
      where: { key },
      data: { createdAt: new Date(Date.now() - ms), ...columns },
    });
  const UNDER_WAY = { status: null, sealedBody: null };

  it('block nothing when the gateway died over the call: after a minute it is made again', async () => {
    await once('died', 1);
    await age('died', 30_000, UNDER_WAY);
    await expect(once('died', 2)).rejects.toMatchObject({
      code: 'idempotency_in_progress',
      retryAfterSeconds: 1,
    });
    await age('died', 61_000, UNDER_WAY);
    expect(await once('died', 3)).toEqual({ answer: 3, isReplayed: false });
    expect(await once('died', 4)).toEqual({ answer: 3, isReplayed: true });
  });

  it('are taken over by one caller alone', async () => {
    await once('race', 1);
    await age('race', 61_000, UNDER_WAY);
    const calls = await Promise.allSettled([once('race', 2), once('race', 3), once('race', 4)]);
    const made = calls.filter((call) => call.status === 'fulfilled' && !call.value.isReplayed);
    expect(made).toHaveLength(1);
  });

  it('are kept for a day', async () => {
    await once('day', 1);
    await age('day', 23 * HOUR_MS);
    expect(await once('day', 2)).toEqual({ answer: 1, isReplayed: true });
    await age('day', 25 * HOUR_MS);
    expect(await once('day', 3, OTHER_DIGEST)).toEqual({ answer: 3, isReplayed: false });
    await age('day', 25 * HOUR_MS);
    await once('something else', 1);
    expect(await opened.prisma.client.idempotentAnswer.count({ where: { key: 'day' } })).toBe(0);
  });

  it('do not come back in the place of a call that took over', async () => {
    let finish: (answer: unknown) => void = () => {};
    const call = { actor: 'master', key: 'slow', requestId: 'req_1', requestDigest: DIGEST, status: 201 };
    let begun: () => void = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = service.once(call, () => {
      begun();
      return new Promise((resolve) => (finish = resolve));
    });
    await hasBegun;
    await age('slow', 61_000);
    await once('slow', 'fast');
    finish('slow');
    expect((await slow).answer).toBe('slow');
    expect(await once('slow', 'third')).toEqual({ answer: 'fast', isReplayed: true });
  });

  it('are sealed', async () => {
    await once('sealed', { key: 'sk-secret' });
    const row = await opened.prisma.client.idempotentAnswer.findFirstOrThrow({ where: { key: 'sealed' } });
    const kept = Buffer.from(row.sealedBody ?? []);
    expect(kept.length).toBeGreaterThan(28);
    expect(kept.includes('sk-secret')).toBe(false);
  });
});
