import { randomUUID } from 'node:crypto';
import pino from 'pino';

import type { PrismaService } from '../../src/database/prisma.service.js';
import { BudgetExceededError } from '../../src/errors/gateway-error.js';
import { RedisLink } from '../../src/shared-state/redis-link.js';
import type { AttemptTerms, BudgetTerms, OpenAttempt } from '../../src/usage/attempt-terms.js';
import { SpendBook } from '../../src/usage/spend-book.js';
import { UsageRepository } from '../../src/usage/usage.repository.js';
import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { CENT, DOLLAR, makeBudget, makeEnding, makeTerms, subjectFields } from '../usage/terms.js';
import { describeWithRedis, PATIENT, type RedisServer, startRedisServer } from './redis-server.js';

const SILENT = pino({ level: 'silent' });
/** Records stay in the journal for so long that a load finds them there. */
const SLOW_SHIPPING = { batchSize: 100, gatherMs: 60_000, shortestPauseMs: 5, longestPauseMs: 20 };
const QUICK_SHIPPING = { ...SLOW_SHIPPING, gatherMs: 1 };

interface Replica {
  link: RedisLink;
  book: SpendBook;
  directory: TestDirectory;
  /** An attempt that may cost a cent. */
  begin(budgets: readonly BudgetTerms[], changes?: Partial<AttemptTerms>): Promise<OpenAttempt>;
  close(): Promise<void>;
}

describeWithRedis.each(databases())('budgets that replicas share ($name)', ({ start }) => {
  let redis: RedisServer;
  let database: TestDatabase;
  let prisma: PrismaService;
  let repository: UsageRepository;
  let replicas: Replica[] = [];

  beforeAll(async () => {
    [redis, database] = await Promise.all([startRedisServer(), start()]);
    prisma = await startPrisma(database);
    repository = new UsageRepository(prisma);
  }, 60_000);
  // Of a replica that lost its link just before its end Redis would know for another five seconds.
  beforeEach(() => redis.client.flushall());
  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    replicas = [];
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await Promise.all([redis?.close(), database?.close()]);
  });

  async function startReplica(shipping = SLOW_SHIPPING, directory = makeDataDirectory()): Promise<Replica> {
    const link = new RedisLink(redis.url, SILENT, PATIENT);
    const sharing = { redis: link, store: repository };
    const book = await SpendBook.open(`${directory.path}/journal`, repository, SILENT, { shipping, sharing });
    await link.start();
    let isOpen = true;
    const replica: Replica = {
      link,
      book,
      directory,
      begin: async (budgets, changes) => {
        const subject = budgets.map(subjectFields).reduce((all, fields) => ({ ...all, ...fields }), {});
        return book.begin(makeTerms({ ...subject, budgets, ...changes }), 0);
      },
      close: async () => {
        if (!isOpen) return;
        isOpen = false;
        await book.close(10_000);
        await link.close();
        directory.remove();
      },
    };
    replicas.push(replica);
    return replica;
  }

  async function startReplicas(count: number, shipping = SLOW_SHIPPING): Promise<Replica[]> {
    return Promise.all(Array.from({ length: count }, () => startReplica(shipping)));
  }

  async function spentOf({ book }: Replica, budget: BudgetTerms): Promise<[spent: number, reserved: number]> {
    const [figures] = await book.figuresOf([budget], Date.now());
    return [figures!.spentNanoUsd, figures!.reservedNanoUsd];
  }

  it('holds and spends one budget together: never more, and all of it', async () => {
    const all = await startReplicas(3, QUICK_SHIPPING);
    const budget = makeBudget({ maxBudgetNanoUsd: 20 * CENT });
    const results = await Promise.allSettled(
      Array.from({ length: 90 }, async (_, index) => {
        const attempt = await all[index % 3]!.begin([budget]);
        await attempt.settle(makeEnding());
      }),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(BudgetExceededError);
    }
    for (const replica of all) expect(await spentOf(replica, budget)).toEqual([20 * CENT, 0]);
  });

  it('counts each record once when an account begins while others have not stored theirs', async () => {
    const all = await startReplicas(3);
    const budget = makeBudget({ maxBudgetNanoUsd: DOLLAR });
    // Nobody has a budget yet: only records.
    for (const replica of all) {
      for (let count = 0; count < 5; count++) {
        await (await replica.begin([], subjectFields(budget))).settle(makeEnding());
      }
    }
    await all[0]!.close();
    expect(await spentOf(all[1]!, budget)).toEqual([15 * CENT, 0]);
    await (await all[2]!.begin([], subjectFields(budget))).settle(makeEnding());
    await waitUntilSpent(all[1]!, budget, 16 * CENT);
  });

  it('counts each record once when accounts begin while all spend', async () => {
    const all = await startReplicas(3, QUICK_SHIPPING);
    const budget = makeBudget({ maxBudgetNanoUsd: 1_000 * DOLLAR });
    const longer = { ...budget, duration: '1mo' };
    let settled = 0;
    const spend = async (replica: Replica): Promise<void> => {
      for (let count = 0; count < 60; count++) {
        const isUnderBudget = count % 2 === 0;
        const attempt = await replica.begin(isUnderBudget ? [budget] : [], subjectFields(budget));
        await attempt.settle(makeEnding());
        settled++;
      }
    };
    // Redis loses accounts, and every connection, in the middle of it.
    const trouble = async (): Promise<void> => {
      for (let round = 0; round < 10; round++) {
        const accounts = await redis.client.keys(`tollgate:account:key:${budget.subjectId}:*`);
        if (accounts.length > 0) await redis.client.del(...accounts);
        await spentOf(all[round % 3]!, longer);
        if (round % 3 === 2) await redis.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        await waitUntil(() => all.every(({ link }) => link.isUp));
      }
    };
    await Promise.all([...all.map(spend), trouble()]);
    expect(settled).toBe(180);
    for (const replica of all) {
      await waitUntilSpent(replica, budget, 180 * CENT);
      await waitUntilSpent(replica, longer, 180 * CENT);
    }
  });

  it('frees what a replica held that is taken for dead, and holds it again when it lives after all', async () => {
    const [first, second] = (await startReplicas(2)) as [Replica, Replica];
    const budget = makeBudget({ maxBudgetNanoUsd: 10 * CENT });
    await (await first.begin([budget])).settle(makeEnding());
    const open = await first.begin([budget]);
    await second.begin([budget]);
    expect(await spentOf(second, budget)).toEqual([CENT, 2 * CENT]);
    const [seconds] = await redis.client.time();
    await redis.client.zadd('tollgate:replicas', Number(seconds) * 1000 - 6000, first.link.session!.id);
    await waitUntil(() => first.link.session?.id.endsWith('.2') === true);
    expect(await spentOf(second, budget)).toEqual([CENT, 2 * CENT]);
    await open.settle(makeEnding());
    await waitUntilSpent(second, budget, 2 * CENT);
    expect(await spentOf(second, budget)).toEqual([2 * CENT, CENT]);
  });

  it('does not lose or double what was settled while Redis was away, or had forgotten everything', async () => {
    const all = await startReplicas(2, QUICK_SHIPPING);
    const budget = makeBudget({ maxBudgetNanoUsd: 40 * CENT });
    const open = await all[0]!.begin([budget]);
    await (await all[1]!.begin([budget])).settle(makeEnding());
    await redis.kill();
    await waitUntil(() => all.every(({ link }) => !link.isUp));
    await open.settle(makeEnding());
    const alone = await Promise.all(all.map((replica) => replica.begin([budget])));
    await alone[0]!.settle(makeEnding());
    await redis.start();
    await waitUntil(() => all.every(({ link }) => link.isUp));
    await waitUntilSpent(all[0]!, budget, 3 * CENT);
    expect(await spentOf(all[1]!, budget)).toEqual([3 * CENT, CENT]);
    await alone[1]!.settle(makeEnding());
    await waitUntilSpent(all[0]!, budget, 4 * CENT);
    expect(await spentOf(all[1]!, budget)).toEqual([4 * CENT, 0]);
  });

  it('divides what is left among the replicas while Redis is away', async () => {
    const all = await startReplicas(2, QUICK_SHIPPING);
    const budget = makeBudget({ maxBudgetNanoUsd: 22 * CENT });
    for (const replica of all) await (await replica.begin([budget])).settle(makeEnding());
    await (await all[0]!.begin([budget])).settle(makeEnding());
    await redis.kill();
    await waitUntil(() => all.every(({ link }) => !link.isUp));
    const begun = await Promise.all(
      all.map(async (replica) => {
        const tries = Array.from({ length: 30 }, () => replica.begin([budget]));
        return (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
      }),
    );
    await redis.start();
    expect(Math.max(...begun)).toBeLessThanOrEqual(10);
    expect(begun[0]! + begun[1]!).toBeGreaterThanOrEqual(18);
    await waitUntil(() => all.every(({ link }) => link.isUp));
  });

  it('counts a soft budget over all replicas, and lets calls through', async () => {
    const [first, second] = (await startReplicas(2)) as [Replica, Replica];
    const soft = makeBudget({ subjectId: randomUUID(), maxBudgetNanoUsd: CENT });
    const fields = { ...subjectFields(soft), softBudgets: [soft] };
    const attempt = await first.begin([], fields);
    expect(attempt.softBudget).toBe('within');
    await attempt.settle(makeEnding());
    expect((await second.begin([], fields)).softBudget).toBe('exceeded');
  });

  async function waitUntilSpent(replica: Replica, budget: BudgetTerms, nanoUsd: number): Promise<void> {
    const giveUpAt = performance.now() + 5_000;
    for (;;) {
      const [spent] = await spentOf(replica, budget);
      if (spent === nanoUsd) return;
      if (performance.now() > giveUpAt) expect(spent).toBe(nanoUsd);
    }
  }
});
