import fc from 'fast-check';
import pino from 'pino';

import type { SubjectLimits } from '../../src/keys/key-grant.js';
import { RateLimitExceededError } from '../../src/keys/rate-limit-exceeded-error.js';
import { RateLimiter } from '../../src/keys/rate-limiter.js';
import { RateLimiterService } from '../../src/keys/rate-limiter.service.js';
import type { RateLimitTicket } from '../../src/keys/rate-limit-ticket.js';
import { RedisLink } from '../../src/shared-state/redis-link.js';
import { SharedStateService } from '../../src/shared-state/shared-state.service.js';
import { waitUntil } from '../database/wait-until.js';
import { describeWithRedis, PATIENT, type RedisServer, startRedisServer } from './redis-server.js';

const SILENT = pino({ level: 'silent' });

interface Replica {
  link: RedisLink;
  take(limits: readonly SubjectLimits[], tokens?: number): Promise<RateLimitTicket>;
}

let nextId = 0;

function key(limits: Omit<SubjectLimits, 'subject' | 'subjectId'>): SubjectLimits {
  return { subject: 'key', subjectId: `k${nextId++}`, subjectName: 'ci', ...limits };
}

async function refusalOf(taking: Promise<unknown>): Promise<RateLimitExceededError> {
  const error: unknown = await taking.then(
    () => new Error('It was let in.'),
    (reason: unknown) => reason,
  );
  if (error instanceof RateLimitExceededError) return error;
  throw error;
}

describeWithRedis('limits that replicas share', () => {
  let redis: RedisServer;
  let replicas: Replica[] = [];

  beforeAll(async () => (redis = await startRedisServer()));
  afterEach(async () => {
    await Promise.all(replicas.map(({ link }) => link.close()));
    replicas = [];
  });
  afterAll(() => redis?.close());

  async function startReplica(): Promise<Replica> {
    const link = new RedisLink(redis.url, SILENT, PATIENT);
    const state = new SharedStateService(link);
    const limiter = new RateLimiterService(state);
    await state.onApplicationBootstrap();
    const replica = {
      link,
      take: async (limits: readonly SubjectLimits[], tokens = 0) => limiter.take(limits, tokens),
    };
    replicas.push(replica);
    return replica;
  }

  async function startReplicas(count: number): Promise<Replica[]> {
    return Promise.all(Array.from({ length: count }, startReplica));
  }

  it('lets in what the limit allows, whichever replica is asked', async () => {
    const all = await startReplicas(3);
    const limits = [key({ rpm: 10 })];
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => all[index % 3]!.take(limits)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('tells the same as one process would: whose limit, how much is used, when there is room', async () => {
    const [first, second] = (await startReplicas(2)) as [Replica, Replica];
    const limits = [key({ rpm: 2, tpm: 1000 })];
    const ticket = await first.take(limits, 100);
    expect(ticket.standing()).toMatchObject({
      requests: { limit: 2, remaining: 1 },
      tokens: { limit: 1000, remaining: 900 },
    });
    await second.take(limits, 200);
    const refusal = await refusalOf(first.take(limits, 100));
    expect(refusal.message).toMatch(
      /^The key "ci" is limited to 2 requests a minute and has made 2 in the last minute\. Try again in 6[01] seconds\.$/,
    );
    expect(refusal.standing).toMatchObject({ requests: { remaining: 0 }, tokens: { remaining: 700 } });
    expect(refusal.standing.requests?.resetAfterMs).toBeGreaterThan(59_000);
    expect(refusal.standing.requests?.resetAfterMs).toBeLessThanOrEqual(60_100);
  });

  it('takes nothing from any limit for a request that one of them refuses', async () => {
    const [replica] = (await startReplicas(1)) as [Replica];
    const full = key({ maxParallelRequests: 0 });
    const open = key({ rpm: 5, tpm: 100, maxParallelRequests: 5 });
    for (let attempt = 0; attempt < 5; attempt++) await refusalOf(replica.take([open, full], 10));
    const ticket = await replica.take([open], 10);
    expect(ticket.standing()).toMatchObject({ requests: { remaining: 4 }, tokens: { remaining: 90 } });
  });

  it('gives tokens back that an answer did not use, and counts those that it used beyond its estimate', async () => {
    const [first, second] = (await startReplicas(2)) as [Replica, Replica];
    const limits = [key({ tpm: 1000 })];
    (await first.take(limits, 800)).settle(100);
    expect((await first.take(limits, 100)).standing().tokens?.remaining).toBe(800);
    const ticket = await second.take(limits, 100);
    ticket.settle(400);
    ticket.settle(900);
    expect((await second.take(limits, 0)).standing().tokens?.remaining).toBe(400);
  });

  it('forgets a request that was refused after all', async () => {
    const [replica] = (await startReplicas(1)) as [Replica];
    const limits = [key({ rpm: 1, tpm: 100, maxParallelRequests: 1 })];
    (await replica.take(limits, 100)).release();
    expect((await replica.take(limits, 100)).standing()).toMatchObject({
      requests: { remaining: 0 },
      tokens: { remaining: 0 },
    });
  });

  it('counts parallel requests of all replicas, and frees a place when its request ends', async () => {
    const [first, second] = (await startReplicas(2)) as [Replica, Replica];
    const limits = [key({ maxParallelRequests: 2 })];
    const ticket = await first.take(limits);
    await second.take(limits);
    expect((await refusalOf(second.take(limits))).message).toContain('2 are under way');
    ticket.settle(0);
    await first.take(limits);
    await refusalOf(second.take(limits));
  });

  it('frees the places of a replica that stops, and of one that is not heard of for five seconds', async () => {
    const [first, second, third] = (await startReplicas(3)) as [Replica, Replica, Replica];
    const limits = [key({ maxParallelRequests: 2 })];
    await first.take(limits);
    await second.take(limits);
    await refusalOf(third.take(limits));
    await first.link.close();
    await third.take(limits);
    await refusalOf(third.take(limits));
    const clock = await redis.client.time();
    await redis.client.zadd('tollgate:replicas', Number(clock[0]) * 1000 - 5100, second.link.session!.id);
    await waitUntil(() => second.link.session?.id.endsWith('.2') === true && third.link.replicaCount === 2);
    // It lives, and has said again what it holds.
    await refusalOf(third.take(limits));
  });

  it('leaves no key in Redis without an end', async () => {
    const [replica] = (await startReplicas(1)) as [Replica];
    const limits = [key({ rpm: 10, tpm: 1000, maxParallelRequests: 10 })];
    await replica.take(limits, 10);
    (await replica.take(limits, 10)).settle(5);
    const keys = await redis.client.keys('*');
    expect(keys.length).toBeGreaterThanOrEqual(6);
    for (const name of keys) {
      expect(name).toMatch(/^tollgate:/);
      expect(await redis.client.ttl(name)).toBeGreaterThan(0);
    }
  });

  it('agrees with the window of one process in every answer, whatever comes when', async () => {
    const [replica] = (await startReplicas(1)) as [Replica];
    const step = fc.record({
      tokens: fc.integer({ min: 0, max: 400 }),
      uses: fc.option(fc.integer({ min: 0, max: 600 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const local = new RateLimiter();
        const limits = [key({ rpm: 12, tpm: 2000 })];
        for (const { tokens, uses } of steps) {
          const nowMs = performance.now();
          const here = attempt(() => local.take(limits, tokens, nowMs));
          const there = await replica.take(limits, tokens).catch((error: unknown) => error);
          expect(there instanceof RateLimitExceededError).toBe(here === undefined);
          if (here === undefined) continue;
          expect((there as RateLimitTicket).standing().tokens?.remaining).toBe(
            here.standing().tokens?.remaining,
          );
          if (uses === null) continue;
          here.settle(uses);
          (there as RateLimitTicket).settle(uses);
        }
      }),
      { numRuns: 30 },
    );
  });
});

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
