// @ts-check
/** A process that spends without end until it is killed, or, told to drain, brings everything to the database and ends. */
import { register } from 'node:module';
import { writeSync } from 'node:fs';
import { join } from 'node:path';

register('./harness/typescript-hooks.mjs', import.meta.url);

const { Secret } = await import('../../src/config/secret.ts');
const { SpendBook } = await import('../../src/usage/spend-book.ts');
const { UsageRepository } = await import('../../src/usage/usage.repository.ts');
const { startPrisma } = await import('../database/start-prisma.ts');
const { makeBudget, makeEnding, makeTerms, subjectFields } = await import('../usage/terms.ts');
const { default: pino } = await import('pino');

const { DATA_DIR = '', DATABASE_URL, KEY_ID = '', TASK } = process.env;
const AT_ONCE = 16;

const prisma = await startPrisma({
  config: {
    database:
      DATABASE_URL === undefined ? { kind: 'embedded' } : { kind: 'server', url: new Secret(DATABASE_URL) },
    dataDir: DATA_DIR,
  },
});
const startedAt = performance.now();
const book = await SpendBook.open(
  join(DATA_DIR, 'journal'),
  new UsageRepository(prisma),
  pino({ level: 'silent' }),
  {
    shipping: { batchSize: 20, gatherMs: 5, shortestPauseMs: 20, longestPauseMs: 100 },
    journal: { segmentBytes: 20_000, keepMs: 600_000, probeMs: 1_000, noteDelayMs: 1 },
  },
);
tell(`ready ${Math.round(performance.now() - startedAt)}`);

if (TASK === 'drain') {
  await book.close(20_000);
  await prisma.onApplicationShutdown();
  process.exit(0);
}
const tidier = setInterval(() => void book.tidy(Date.now()), 20);
tidier.unref();
// One is under way whenever the process is killed.
await begin();
await Promise.all(Array.from({ length: AT_ONCE }, spend));

function begin() {
  const budget = makeBudget({ subjectId: KEY_ID, maxBudgetNanoUsd: 1e15 });
  return book.begin(makeTerms({ ...subjectFields(budget), budgets: [budget] }), 77);
}

async function spend() {
  for (;;) {
    const attempt = await begin();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    await attempt.settle(makeEnding());
    tell(`settled ${attempt.attemptId}`);
  }
}

/** Written before anything else happens: what the parent reads has been acknowledged. */
/** @param {string} line */
function tell(line) {
  writeSync(1, `${line}\n`);
}
