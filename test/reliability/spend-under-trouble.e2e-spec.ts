import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';

import { Secret } from '../../src/config/secret.js';
import { JournalFiles } from '../../src/usage/journal-files.js';
import { readJournal } from '../../src/usage/read-journal.js';
import { SpendBook, type UsageStore } from '../../src/usage/spend-book.js';
import { USUAL_JOURNAL_LIMITS } from '../../src/usage/usage-journal.js';
import { UsageRepository } from '../../src/usage/usage.repository.js';
import { makeDataDirectory } from '../database/data-directory.js';
import { describeWithPostgres, startPostgresServer } from '../database/postgres-server.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { CENT, makeBudget, makeEnding, makeTerms, subjectFields } from '../usage/terms.js';

const IS_LONG = process.env.LONG === '1';
const SILENT = pino({ level: 'silent' });
const NO_DATABASE: UsageStore = {
  isConfigured: false,
  insert: () => Promise.resolve(),
  sumSpend: () => Promise.resolve([]),
};

/** One call after the other until it is told to stop; counts what was settled and what was refused. */
async function spendUntil(
  isDone: () => boolean,
  book: SpendBook,
  makeCall: () => Parameters<SpendBook['begin']>[0],
) {
  const seen = { settled: 0, errors: [] as Error[] };
  while (!isDone()) {
    try {
      const attempt = await book.begin(makeCall(), 0);
      await wait(Math.random() * 5);
      await attempt.settle(makeEnding());
      seen.settled += 1;
    } catch (error) {
      seen.errors.push(error as Error);
      await wait(2);
    }
  }
  return seen;
}

describeWithPostgres('spend while PostgreSQL is away', () => {
  it(
    'is taken in without an error, and all there within ten seconds of its return',
    async () => {
      const server = await startPostgresServer();
      const directory = makeDataDirectory();
      const database = { kind: 'server', url: new Secret(server.url) } as const;
      const prisma = await startPrisma({ config: { database, dataDir: directory.path } });
      const book = await SpendBook.open(join(directory.path, 'journal'), new UsageRepository(prisma), SILENT);
      const budget = makeBudget({ maxBudgetNanoUsd: 1e15, duration: '1mo' });
      const makeCall = () => makeTerms({ ...subjectFields(budget), budgets: [budget] });
      await (await book.begin(makeCall(), 0)).settle(makeEnding());

      let isDone = false;
      const callers = Array.from({ length: 8 }, () => spendUntil(() => isDone, book, makeCall));
      await server.kill();
      await wait(IS_LONG ? 30_000 : 1_500);
      isDone = true;
      const seen = await Promise.all(callers);
      const settled = 1 + seen.reduce((sum, caller) => sum + caller.settled, 0);
      await server.start();
      const backAt = performance.now();
      await waitUntil(() => book.counts.unshipped === 0);
      const shippedAfterMs = performance.now() - backAt;

      const where = { keyId: budget.subjectId };
      const records = await prisma.run((client) => client.usageRecord.count({ where }));
      const sums = await prisma.run((client) =>
        client.usageDay.aggregate({ where, _sum: { costNanoUsd: true } }),
      );
      expect(seen.flatMap(({ errors }) => errors)).toEqual([]);
      expect(settled).toBeGreaterThan(20);
      expect(records).toBe(settled);
      expect(sums._sum.costNanoUsd).toBe(BigInt(settled * CENT));
      expect(shippedAfterMs).toBeLessThan(10_000);
      if (IS_LONG) console.info({ settled, shippedAfterMs });
      await book.close(1_000);
      await prisma.onApplicationShutdown();
      await server.close();
      directory.remove();
    },
    IS_LONG ? 120_000 : 60_000,
  );
});

describe.each(databases())('a budget whose window turns under load ($name)', ({ start }) => {
  it(
    'spends at most its limit in each window and all the windows can give, and erases nothing',
    async () => {
      const database = await start();
      const prisma = await startPrisma(database);
      const book = await SpendBook.open(
        join(database.config.dataDir, 'journal'),
        new UsageRepository(prisma),
        SILENT,
      );
      const perSecond = makeBudget({ maxBudgetNanoUsd: 10 * CENT, duration: '1s' });
      const ever = { ...perSecond, duration: undefined, maxBudgetNanoUsd: 1e15 };
      const makeCall = () => makeTerms({ ...subjectFields(ever), budgets: [perSecond, ever] });
      const until = Date.now() + (IS_LONG ? 20_000 : 3_000);
      const callers = Array.from({ length: 16 }, () => spendUntil(() => Date.now() > until, book, makeCall));
      const seen = await Promise.all(callers);
      await waitUntil(() => book.counts.unshipped === 0);

      const settled = seen.reduce((sum, caller) => sum + caller.settled, 0);
      const records = await prisma.run((client) =>
        client.usageRecord.findMany({ where: { keyId: ever.subjectId } }),
      );
      const perWindow = new Map<number, number>();
      for (const { createdAt } of records) {
        const second = Math.floor(createdAt.getTime() / 1000);
        perWindow.set(second, (perWindow.get(second) ?? 0) + 1);
      }
      const errors = seen.flatMap((caller) => caller.errors);
      expect(errors.filter((error) => error.name !== 'BudgetExceededError')).toEqual([]);
      expect(errors.length).toBeGreaterThan(0);
      expect(records).toHaveLength(settled);
      expect(Math.max(...perWindow.values())).toBe(10);
      expect(perWindow.size).toBeGreaterThanOrEqual(3);
      expect(await book.figuresOf([ever], Date.now())).toMatchObject([
        { spentNanoUsd: settled * CENT, reservedNanoUsd: 0 },
      ]);
      await book.close(1_000);
      await prisma.onApplicationShutdown();
      await database.close();
    },
    IS_LONG ? 60_000 : 30_000,
  );
});

/** A disk of one megabyte, where this user may make one. */
function mountSmallDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'tollgate-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
}

function unmount(path: string): void {
  execFileSync('umount', ['-l', path]);
  rmSync(path, { recursive: true });
}

/** Tries it once, and leaves nothing mounted: hooks do not run for tests that a filter leaves out. */
function canMount(): boolean {
  const path = mountSmallDisk();
  if (path !== undefined) unmount(path);
  return path !== undefined;
}

const describeWithSmallDisk: (name: string, suite: () => void) => void = canMount()
  ? describe
  : (name, suite) => describe.skip(`${name} (skipped: only root can make a small disk)`, suite);

describeWithSmallDisk('spend on a full disk', () => {
  let path: string;

  beforeAll(() => {
    path = mountSmallDisk() as string;
  });
  afterAll(() => unmount(path));

  it('is refused when it is new, kept when it was under way, and taken in again when there is room', async () => {
    const ballast = join(path, 'ballast');
    const book = await SpendBook.open(join(path, 'journal'), NO_DATABASE, SILENT, {
      journal: { ...USUAL_JOURNAL_LIMITS, probeMs: 50 },
    });
    const open = await Promise.all(Array.from({ length: 20 }, async () => book.begin(makeTerms(), 0)));
    await open[0]?.settle(makeEnding());
    writeUntilFull(ballast);
    for (let call = 0; canBegin(book) && call < 5_000; call += 1) {
      await (await book.begin(makeTerms({ model: 'x'.repeat(400) }), 0)).settle(makeEnding());
    }
    expect(() => book.assertCanTakeSpend()).toThrow(
      expect.objectContaining({ status: 503, type: 'service_unavailable', code: 'journal_unavailable' }),
    );
    const settledIds = open.map(({ attemptId }) => attemptId);
    await Promise.all(open.map((attempt) => attempt.settle(makeEnding())));
    rmSync(ballast);
    await waitUntil(() => canBegin(book));
    await (await book.begin(makeTerms(), 0)).settle(makeEnding());
    await book.close(100);

    const { unshipped, crashed } = await readJournal(new JournalFiles(join(path, 'journal')));
    const found = unshipped.map(({ attemptId }) => attemptId);
    expect(found).toEqual(expect.arrayContaining(settledIds));
    expect(new Set(found).size).toBe(found.length);
    expect(crashed).toEqual([]);
  });
});

function canBegin(book: SpendBook): boolean {
  try {
    book.assertCanTakeSpend();
    return true;
  } catch {
    return false;
  }
}

/** Leaves less than a page. */
function writeUntilFull(path: string): void {
  for (;;) {
    try {
      writeFileSync(path, Buffer.alloc(4096), { flag: 'a' });
    } catch {
      return;
    }
  }
}

describe('a journal of 100,000 records', () => {
  it('is taken up in little time', async () => {
    const directory = makeDataDirectory();
    const path = join(directory.path, 'journal');
    const first = await SpendBook.open(path, NO_DATABASE, SILENT);
    const count = IS_LONG ? 100_000 : 10_000;
    for (let done = 0; done < count; done += 1_000) {
      const keyId = randomUUID();
      const attempts = await Promise.all(
        Array.from({ length: 1_000 }, async () => first.begin(makeTerms({ keyId }), 0)),
      );
      await Promise.all(attempts.map((attempt) => attempt.settle(makeEnding())));
    }
    await first.close(0);
    const never: UsageStore = {
      ...NO_DATABASE,
      isConfigured: true,
      insert: () => Promise.reject(new Error('away')),
    };
    const startedAt = performance.now();
    const second = await SpendBook.open(path, never, SILENT);
    const tookMs = performance.now() - startedAt;
    expect(second.counts.unshipped).toBe(count);
    if (IS_LONG) console.info({ tookMs });
    // A second on an idle machine; tests share theirs.
    expect(tookMs).toBeLessThan(5_000);
    await second.close(0);
    directory.remove();
  }, 60_000);
});
