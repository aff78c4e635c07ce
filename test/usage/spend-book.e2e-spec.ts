import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';

import type { PrismaService } from '../../src/database/prisma.service.js';
import type { AttemptTerms, BudgetTerms, OpenAttempt } from '../../src/usage/attempt-terms.js';
import { JournalFiles } from '../../src/usage/journal-files.js';
import { type JournalLine, mostBytesOf, writeJournalLine } from '../../src/usage/journal-line.js';
import { USUAL_JOURNAL_LIMITS } from '../../src/usage/usage-journal.js';
import { SpendBook, type UsageStore } from '../../src/usage/spend-book.js';
import type { UsageRecord } from '../../src/usage/usage-record.js';
import { UsageRepository } from '../../src/usage/usage.repository.js';
import { makeDataDirectory, type TestDirectory } from '../database/data-directory.js';
import { startPrisma } from '../database/start-prisma.js';
import { databases, type TestDatabase } from '../database/start-test-database.js';
import { waitUntil } from '../database/wait-until.js';
import { makeRecord } from './make-record.js';
import { CENT, DOLLAR, makeBudget, makeEnding, makeRefusal, makeTerms, subjectFields } from './terms.js';

const SHIPPING = { batchSize: 100, gatherMs: 5, shortestPauseMs: 5, longestPauseMs: 20 };

describe.each(databases())('the spend book ($name)', ({ start }) => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let repository: UsageRepository;
  let directory: TestDirectory;
  let book: SpendBook;
  let logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });

  beforeAll(async () => {
    database = await start();
    prisma = await startPrisma(database);
    repository = new UsageRepository(prisma);
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await database?.close();
  });
  beforeEach(async () => {
    logged = [];
    directory = makeDataDirectory();
    book = await openBook();
  });
  afterEach(async () => {
    await book.close(2_000);
    directory.remove();
  });

  const openBook = (store: UsageStore = repository, journal = 'journal') =>
    SpendBook.open(join(directory.path, journal), store, logger, {
      shipping: SHIPPING,
      journal: USUAL_JOURNAL_LIMITS,
    });
  const begin = async (terms: AttemptTerms): Promise<OpenAttempt> => book.begin(terms, 77);
  const beginFor = (budget: BudgetTerms, changes: Partial<AttemptTerms> = {}) =>
    begin(makeTerms({ ...subjectFields(budget), budgets: [budget], ...changes }));
  const figuresOf = async (budget: BudgetTerms) => (await book.figuresOf([budget], Date.now()))[0];
  const shipped = () => waitUntil(() => book.counts.unshipped === 0);
  const recordsOf = (keyId: string) =>
    prisma.run((client) => client.usageRecord.findMany({ where: { keyId } }));
  const orderedRecordsOf = (keyId: string) =>
    prisma.run((client) =>
      client.usageRecord.findMany({
        where: { keyId },
        orderBy: [{ createdAt: 'asc' }, { attemptId: 'asc' }],
      }),
    );
  const sumsOf = (keyId: string) => prisma.run((client) => client.usageDay.findMany({ where: { keyId } }));

  it('holds the bound of a call while it is under way, and keeps what it cost', async () => {
    const budget = makeBudget();
    const attempt = await beginFor(budget);
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: CENT });
    await attempt.settle(makeEnding({ costNanoUsd: 123 }));
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 123, reservedNanoUsd: 0 });
    await shipped();
    expect(await recordsOf(budget.subjectId)).toMatchObject([
      { attemptId: attempt.attemptId, costNanoUsd: 123n, result: 'completed', inputTokens: 10n },
    ]);
  });

  it('counts a call once, however often it is settled', async () => {
    const budget = makeBudget();
    const attempt = await beginFor(budget);
    await Promise.all([attempt.settle(makeEnding()), attempt.settle(makeEnding({ costNanoUsd: 5 * CENT }))]);
    await attempt.settle(makeEnding());
    await shipped();
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: CENT, reservedNanoUsd: 0 });
    expect(await recordsOf(budget.subjectId)).toHaveLength(1);
  });

  it('answers at once when the spend is in memory, or no budget asks for it', async () => {
    const budget = makeBudget();
    await (await beginFor(budget)).settle(makeEnding());
    const terms = makeTerms({ ...subjectFields(budget), budgets: [budget] });
    for (const known of [terms, makeTerms()]) {
      const attempt = book.begin(known, 0);
      expect(attempt).not.toBeInstanceOf(Promise);
      await (await attempt).settle(makeEnding());
    }
  });

  it('refuses what a budget does not cover, and says whose, the figures and the turn of its window', async () => {
    const budget = makeBudget({ subject: 'team', subjectName: 'research', duration: '1mo' });
    const createdAtMs = Date.now();
    await (await beginFor(budget, { createdAtMs })).settle(makeEnding({ costNanoUsd: 99 * CENT + 1 }));
    const refusal = beginFor(budget, { createdAtMs });
    const now = new Date(createdAtMs);
    const turn = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
    await expect(refusal).rejects.toMatchObject({
      status: 429,
      type: 'insufficient_quota',
      code: 'budget_exceeded',
      message:
        'The budget of team "research" does not cover this call: $0.990000001 of $1 spent, and this call may cost up to $0.01 (a smaller max_tokens makes that less). ' +
        `The budget of 1mo begins anew at ${turn.toISOString().replace('.000Z', 'Z')}.`,
    });
    const { retryAfterSeconds } = await refusal.catch((error) => error);
    expect(Math.abs(retryAfterSeconds - (turn.getTime() - Date.now()) / 1000)).toBeLessThan(10);
    expect(book.counts.open).toBe(0);
  });

  it('says when calls under way are all that stands in the way, and lets the next one in when they have ended', async () => {
    const budget = makeBudget({ maxBudgetNanoUsd: CENT });
    const attempt = await beginFor(budget);
    await expect(beginFor(budget)).rejects.toMatchObject({
      message: expect.stringContaining('$0 of $0.01 spent, $0.01 held for calls under way'),
      retryAfterSeconds: 1,
    });
    await attempt.settle(makeEnding({ costNanoUsd: 0 }));
    await (await beginFor(budget)).settle(makeEnding({ costNanoUsd: 0 }));
  });

  it('asks key, team and user, and holds nothing anywhere when one of them refuses', async () => {
    const key = makeBudget();
    const team = makeBudget({ subject: 'team' });
    const user = makeBudget({ subject: 'user', maxBudgetNanoUsd: CENT - 1, subjectName: undefined });
    const fields = { ...subjectFields(key), ...subjectFields(team), ...subjectFields(user) };
    const terms = makeTerms({ ...fields, budgets: [key, team, user] });
    await expect(begin(terms)).rejects.toThrow(`The budget of user "${user.subjectId}" does not cover`);
    expect(await figuresOf(key)).toMatchObject({ reservedNanoUsd: 0 });
    const attempt = await begin({ ...terms, budgets: [key, team] });
    await attempt.settle(makeEnding());
    for (const budget of [key, team, user])
      expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: CENT });
  });

  it('keeps several windows of one key apart', async () => {
    const ever = makeBudget();
    const day = { ...ever, duration: '1d' };
    const now = Date.now();
    const yesterday = now - 86_400_000;
    await (await beginFor(ever, { budgets: [ever, day], createdAtMs: yesterday })).settle(makeEnding());
    await (await beginFor(ever, { budgets: [ever, day], createdAtMs: now })).settle(makeEnding());
    expect(await book.figuresOf([ever, day], now)).toMatchObject([
      { spentNanoUsd: 2 * CENT },
      { spentNanoUsd: CENT, windowStartMs: now - (now % 86_400_000) },
    ]);
  });

  it('never lets 200 calls at once overdraw a dollar, and lets them use all of it', async () => {
    const budget = makeBudget();
    const settle = async () => {
      const attempt = await beginFor(budget);
      await attempt.settle(makeEnding());
      return attempt;
    };
    const results = await Promise.allSettled(Array.from({ length: 200 }, settle));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBe(100);
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: DOLLAR, reservedNanoUsd: 0 });
    await shipped();
    expect(await recordsOf(budget.subjectId)).toHaveLength(100);
  });

  it('refuses a model without a price to callers with a budget, and says what to do', async () => {
    const budget = makeBudget();
    await expect(beginFor(budget, { boundNanoUsd: null, upstreamModel: 'claude-new' })).rejects.toMatchObject(
      {
        status: 403,
        code: 'price_unknown',
        message: expect.stringMatching(
          /^Key "ci" has a budget, and the price of the model "claude-new" .* model_info/,
        ),
      },
    );
    const attempt = await begin(makeTerms({ boundNanoUsd: null }));
    await attempt.settle(makeEnding({ costNanoUsd: null }));
  });

  it('warns of a soft budget in each call and once in the log', async () => {
    const soft = makeBudget({ maxBudgetNanoUsd: CENT, duration: '1mo' });
    const terms = makeTerms({ ...subjectFields(soft), softBudgets: [soft] });
    const states: string[] = [];
    for (let call = 0; call < 3; call += 1) {
      const attempt = await begin(terms);
      states.push(attempt.softBudget);
      await attempt.settle(makeEnding());
    }
    expect(states).toEqual(['within', 'exceeded', 'exceeded']);
    expect(logged.map(({ msg }) => msg)).toEqual(['The soft budget of key "ci" is exceeded.']);
  });

  it('knows the spend again after a restart, from the database and from the journal', async () => {
    const budget = makeBudget();
    await (await beginFor(budget)).settle(makeEnding());
    await book.close(2_000);
    book = await openBook({
      isConfigured: true,
      insert: away,
      sumSpend: (asked) => repository.sumSpend(asked),
    });
    await (await beginFor(budget)).settle(makeEnding());
    await book.close(10);
    book = await openBook();
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 2 * CENT });
    await shipped();
    expect(await recordsOf(budget.subjectId)).toHaveLength(2);
  });

  it('counts right when the spend is loaded in the middle of shipping', async () => {
    const budget = makeBudget();
    for (let call = 0; call < 300; call += 1) {
      void (await begin(makeTerms(subjectFields(budget)))).settle(makeEnding());
      if (call % 50 === 0) await figuresOf({ ...budget, duration: `${call + 1}mo` });
    }
    const durations = [undefined, '1mo', '1d', '10h', '101mo', '251mo'];
    for (const duration of durations)
      expect(await figuresOf({ ...budget, duration })).toMatchObject({ spentNanoUsd: 300 * CENT });
  });

  it('frees what a failed attempt held before the next one of its request reserves, and records both', async () => {
    const budget = makeBudget({ maxBudgetNanoUsd: CENT });
    const requestId = `req_${randomUUID()}`;
    const createdAtMs = Date.now();
    const first = await beginFor(budget, { requestId, createdAtMs });
    const failed = first.settle(
      makeEnding({ result: 'failed', status: 529, costNanoUsd: 0, usage: undefined }),
    );
    const again = { requestId, createdAtMs, attempt: 2, servedModel: 'backup', isNotional: true };
    const second = book.begin(makeTerms({ ...subjectFields(budget), budgets: [budget], ...again }), 77);
    expect(second).not.toBeInstanceOf(Promise);
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: CENT });
    await (await second).settle(makeEnding({ costNanoUsd: 123 }));
    await failed;
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 123, reservedNanoUsd: 0 });
    await shipped();
    expect(await orderedRecordsOf(budget.subjectId)).toMatchObject([
      { requestId, attempt: 1, result: 'failed', servedModel: null, isNotional: false, costNanoUsd: 0n },
      { requestId, attempt: 2, result: 'completed', servedModel: 'backup', isNotional: true },
    ]);
    expect(await sumsOf(budget.subjectId)).toMatchObject([
      { requests: 1n, retries: 1n, failures: 1n, costNanoUsd: 123n, notionalNanoUsd: 123n },
    ]);
  });

  it('records an attempt that a crash cut off beside the one before it that had failed', async () => {
    const budget = makeBudget();
    const requestId = `req_${randomUUID()}`;
    const first = await beginFor(budget, { requestId });
    await first.settle(makeEnding({ result: 'failed', status: 529, costNanoUsd: 5 }));
    await beginFor(budget, { requestId, attempt: 2, servedModel: 'backup', isNotional: true });
    await book.close(2_000);
    book = await openBook();
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 82, reservedNanoUsd: 0 });
    await shipped();
    expect(await orderedRecordsOf(budget.subjectId)).toMatchObject([
      { requestId, attempt: 1, errorType: null, costNanoUsd: 5n },
      { requestId, attempt: 2, errorType: 'gateway_crashed', servedModel: 'backup', isNotional: true },
    ]);
    expect(await sumsOf(budget.subjectId)).toMatchObject([
      { requests: 1n, retries: 1n, failures: 2n, costNanoUsd: 82n, notionalNanoUsd: 77n },
    ]);
  });

  it('takes up the journal of an earlier version, which knew no fallbacks', async () => {
    await book.close(2_000);
    const keyId = randomUUID();
    const [settled, opened] = [makeRecord({ keyId }), makeRecord({ keyId })];
    await writeJournal(join(directory.path, 'former'), [
      { kind: 'opened', ...formerLine({ ...settled, costNanoUsd: 77 }) },
      { kind: 'settled', ...formerLine({ ...settled, costNanoUsd: 500 }) },
      { kind: 'opened', ...formerLine({ ...opened, costNanoUsd: 77 }) },
    ]);
    book = await openBook(repository, 'former');
    const budget = makeBudget({ subjectId: keyId });
    expect(await figuresOf(budget)).toMatchObject({ spentNanoUsd: 577, reservedNanoUsd: 0 });
    await shipped();
    const records = await recordsOf(keyId);
    expect(records.map(({ attemptId }) => attemptId).sort()).toEqual(
      [settled.attemptId, opened.attemptId].sort(),
    );
    for (const record of records) expect(record).toMatchObject({ servedModel: null, isNotional: false });
  });

  it('records the refusal of a known caller, without a cost', async () => {
    const keyId = randomUUID();
    book.refuse(makeRefusal({ keyId, errorType: 'rate_limit_error' }));
    // Nobody can wait for the record of a refusal; the test's own time limit ends this.
    let records = await recordsOf(keyId);
    while (records.length === 0) records = await recordsOf(keyId);
    expect(records).toMatchObject([
      { result: 'refused', status: 429, errorType: 'rate_limit_error', costNanoUsd: null },
    ]);
  });

  it('sets a record aside that the database does not take, and ships all others', async () => {
    const [good, bad] = [randomUUID(), randomUUID()];
    const attempts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        begin(makeTerms({ keyId: good, attempt: index === 20 ? 99_999 : 1 })),
      ),
    );
    await Promise.all(attempts.map((attempt) => attempt.settle(makeEnding())));
    await (
      await begin(makeTerms({ keyId: bad, requestId: 'x', createdAtMs: 1e17 - 1 }))
    ).settle(makeEnding());
    await shipped();
    expect(await recordsOf(good)).toHaveLength(49);
    const rejected = readFileSync(join(directory.path, 'journal', 'rejected.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(rejected.map((line) => JSON.parse(line).attempt).sort()).toEqual([1, 99_999]);
    expect(logged.filter(({ msg }) => String(msg).includes('has been set aside'))).toHaveLength(2);
  });

  it('tells a caller to come back while the database is away and the spend unknown, and keeps what is known', async () => {
    const known = makeBudget();
    await book.close(2_000);
    let isAway = false;
    book = await openBook({
      isConfigured: true,
      insert: async (records) => (isAway ? away() : repository.insert(records)),
      sumSpend: async (questions) => (isAway ? away() : repository.sumSpend(questions)),
    });
    await (await beginFor(known)).settle(makeEnding());
    isAway = true;
    await expect(beginFor(makeBudget())).rejects.toThrow('away');
    const soft = { ...makeBudget(), duration: '1d' };
    const attempts = [await beginFor(known), await begin(makeTerms({ softBudgets: [soft] }))];
    for (const attempt of attempts) await attempt.settle(makeEnding());
    expect(await figuresOf(known)).toMatchObject({ spentNanoUsd: 2 * CENT });
    isAway = false;
    await shipped();
    expect(await recordsOf(known.subjectId)).toHaveLength(2);
  });

  it('is in use by one gateway only', async () => {
    await expect(openBook()).rejects.toThrow(
      /journal .* is in use by another gateway\. Give each .* TOLLGATE_DATA_DIR/,
    );
  });
});

/** A line as it was before attempts had fallbacks. */
function formerLine({ servedModel: _, isNotional: __, ...record }: UsageRecord) {
  return { attemptId: record.attemptId, json: JSON.stringify(record) };
}

async function writeJournal(directory: string, lines: readonly JournalLine[]): Promise<void> {
  const bytes = Buffer.alloc(lines.reduce((sum, line) => sum + mostBytesOf(line), 0));
  const length = lines.reduce((offset, line) => writeJournalLine(bytes, offset, line), 0);
  const files = new JournalFiles(directory);
  await files.prepare();
  const segment = await files.create(1);
  await segment.write(bytes, length);
  await segment.close();
}

function away(): Promise<never> {
  return Promise.reject(new Error('The database is away.'));
}
