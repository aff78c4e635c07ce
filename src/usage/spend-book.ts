import { databaseUnavailable } from '../database/as-database-error.js';
import { type DirectoryLock, lockDirectory } from '../database/embedded/lock-directory.js';
import type { Logger } from '../observability/logger.js';
import type {
  AttemptEnding,
  AttemptTerms,
  BudgetFigures,
  BudgetTerms,
  OpenAttempt,
  RefusalTerms,
  SoftBudgetState,
} from './attempt-terms.js';
import { budgetRefusal, describeSubject, priceUnknown } from './budget-refusal.js';
import { JournalFiles } from './journal-files.js';
import { crashOutcome, identityOf, refusalOutcome, settledOutcome } from './make-usage-record.js';
import { type ReadJournal, readJournal, writeCheckpoint } from './read-journal.js';
import { type SpendFacts, SpendLedger } from './spend-ledger.js';
import { SpendLoader } from './spend-loader.js';
import { isForEver, type SpendWindow, spendWindowAt, subjectsOf } from './spend-window.js';
import { parseUsageRecord, type RecordOutcome, serializeIdentity, serializeOutcome } from './usage-record.js';
import {
  type JournalEntry,
  type JournalLimits,
  type JournalPosition,
  UsageJournal,
} from './usage-journal.js';
import { type ShippingTiming, UsageShipper } from './usage-shipper.js';
import type { SpendQuestion } from './usage.repository.js';

/** Where the records go in the end; see UsageRepository. */
export interface UsageStore {
  readonly isConfigured: boolean;
  insert(records: readonly string[]): Promise<void>;
  sumSpend(questions: readonly SpendQuestion[]): Promise<number[]>;
}

export interface SpendBookOptions {
  journal?: JournalLimits;
  shipping?: ShippingTiming;
  files?: JournalFiles;
}

interface Parts {
  files: JournalFiles;
  journal: UsageJournal;
  ledger: SpendLedger;
  shipper: UsageShipper;
  loader: SpendLoader;
  store: UsageStore;
  lock: DirectoryLock;
  logger: Logger;
}

/** An attempt's spend may be forgotten and asked for again between two looks, but not for ever. */
const MOST_LOADS = 3;
const MOST_REMEMBERED_WARNINGS = 10_000;

/**
 * Ledger, journal and shipper as one: what is opened here is in the journal, what is settled here is in all three, and
 * what an earlier process left is taken up.
 */
export class SpendBook {
  private readonly warned = new Set<string>();
  private lastCheckpoint: JournalPosition | undefined;
  private tidying: Promise<void> = Promise.resolve();

  private constructor(private readonly parts: Parts) {}

  /** @throws the system's error when the directory cannot be used, and an Error when another gateway uses it. */
  static async open(
    directory: string,
    store: UsageStore,
    logger: Logger,
    options: SpendBookOptions = {},
  ): Promise<SpendBook> {
    const files = options.files ?? new JournalFiles(directory);
    await files.prepare();
    const lock = takeLock(directory);
    const left = await readJournal(files);
    const ledger = new SpendLedger(Date.now());
    const shipper = new UsageShipper(
      {
        insert: (records) => store.insert(records),
        onShipped: (entry) => {
          entry.isShipped = true;
          ledger.shipped(entry.attemptId);
        },
        reject: (json) => files.reject(json),
        logger,
      },
      options.shipping,
    );
    // Without a database nothing may wait for it: there the journal is where records stay.
    const onKept = (entry: JournalEntry): void =>
      store.isConfigured ? shipper.add(entry) : ledger.shipped(entry.attemptId);
    const journal = new UsageJournal(files, logger, left.segments, onKept, options.journal);
    const loader = new SpendLoader(ledger, shipper, (questions) => store.sumSpend(questions));
    const book = new SpendBook({ files, journal, ledger, shipper, loader, store, lock, logger });
    await book.takeUp(left);
    return book;
  }

  assertCanTakeSpend(): void {
    this.parts.journal.assertCanTakeSpend();
  }

  /** See UsageService.open. `crashCostNanoUsd` is what the attempt is taken to cost should its end never be known. */
  begin(terms: AttemptTerms, crashCostNanoUsd: number | null): OpenAttempt | Promise<OpenAttempt> {
    const begun = this.tryToBegin(terms, crashCostNanoUsd, false);
    return Array.isArray(begun) ? this.beginLater(terms, crashCostNanoUsd, begun) : begun;
  }

  /** Ends an attempt, which must be told only once. `identityJson` is the first half of its record. */
  settle(attemptId: string, identityJson: string, ending: AttemptEnding): Promise<void> {
    const { journal, ledger } = this.parts;
    const outcome = settledOutcome(ending);
    ledger.settle(attemptId, outcome.costNanoUsd ?? 0);
    return journal.settled(entryOf(attemptId, identityJson, outcome));
  }

  /** See UsageService.refuse. */
  refuse(terms: RefusalTerms): void {
    const identity = identityOf(terms);
    this.parts.journal.refused(
      entryOf(identity.attemptId, serializeIdentity(identity), refusalOutcome(terms)),
    );
  }

  /** See UsageService.spendOf. */
  async figuresOf(budgets: readonly BudgetTerms[], atMs: number): Promise<BudgetFigures[]> {
    const windows = budgets.map((budget) => spendWindowAt(budget, atMs));
    await this.loadMissing(windows);
    return budgets.map((budget, index) => {
      const window = windows[index] as SpendWindow;
      const figures = this.parts.ledger.figuresOf(window);
      if (figures === undefined) throw databaseUnavailable();
      const { spentNanoUsd, reservedNanoUsd } = figures;
      const span = isForEver(window) ? {} : { windowStartMs: window.startMs, windowEndMs: window.endMs };
      return { budget, spentNanoUsd, reservedNanoUsd, ...span };
    });
  }

  /** What is under way, held in memory, and not yet in the database. */
  get counts(): { open: number; accounts: number; unshipped: number } {
    const { ledger, shipper } = this.parts;
    return { open: ledger.openCount, accounts: ledger.accountCount, unshipped: shipper.unshippedCount };
  }

  /** No call is under way, and the journal and the database have every record. */
  get isSettled(): boolean {
    const { journal, ledger, shipper } = this.parts;
    return ledger.openCount === 0 && journal.isIdle && shipper.unshippedCount === 0;
  }

  /** Forgets what is no longer needed, in memory and on disk. Never rejects. */
  tidy(nowMs: number): Promise<void> {
    this.parts.ledger.evict(nowMs);
    return (this.tidying = this.tidying.then(() => this.tidyJournal(nowMs)));
  }

  /** Writes and ships what there is; what the database does not take in time is taken up at the next start. */
  async close(flushLimitMs: number): Promise<void> {
    const { journal, shipper, store, lock } = this.parts;
    await journal.drain();
    if (store.isConfigured) await shipper.flush(flushLimitMs);
    shipper.close();
    await this.tidying;
    const checkpoint = await journal.close(shipper.firstUnshipped);
    if (store.isConfigured && checkpoint !== undefined) await this.keepCheckpoint(checkpoint).catch(() => {});
    lock.release();
  }

  private tryToBegin(
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
    isSoftOptional: boolean,
  ): Attempt | SpendWindow[] {
    const { journal, ledger } = this.parts;
    journal.assertCanTakeSpend();
    const { budgets, softBudgets = [], boundNanoUsd, createdAtMs } = terms;
    if (budgets.length > 0 && boundNanoUsd === null) throw priceUnknown(terms);
    const missing = isSoftOptional ? [] : this.missing(softBudgets, createdAtMs);
    if (missing.length > 0) return [...missing, ...this.missing(budgets, createdAtMs)];
    const identity = identityOf(terms);
    const { attemptId } = identity;
    const bound = budgets.length === 0 ? 0 : (boundNanoUsd as number);
    const subjects = subjectsOf(identity);
    const admission = ledger.open({
      attemptId,
      subjects,
      createdAtMs: identity.createdAt,
      boundNanoUsd: bound,
      budgets,
    });
    if (admission.kind === 'unloaded') return admission.windows;
    if (admission.kind === 'refused') throw budgetRefusal(admission, bound, Date.now());
    const identityJson = serializeIdentity(identity);
    const crash = crashOutcome(terms.estimatedInputTokens, crashCostNanoUsd);
    journal.opened(attemptId, identityJson + serializeOutcome(crash));
    return new Attempt(attemptId, identityJson, this.softStateOf(softBudgets, createdAtMs), this);
  }

  private async beginLater(
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
    windows: SpendWindow[],
  ): Promise<OpenAttempt> {
    let missing = windows;
    for (let loads = 0; loads < MOST_LOADS; loads += 1) {
      const isLoaded = await this.loadFor(terms, missing);
      const begun = this.tryToBegin(terms, crashCostNanoUsd, !isLoaded);
      if (!Array.isArray(begun)) return begun;
      missing = begun;
    }
    throw databaseUnavailable();
  }

  /** A budget that only warns does not keep a call from being made when it cannot be read. */
  private async loadFor({ budgets, createdAtMs }: AttemptTerms, windows: SpendWindow[]): Promise<boolean> {
    try {
      await this.parts.loader.load(windows);
      return true;
    } catch (error) {
      if (this.missing(budgets, createdAtMs).length > 0) throw error;
      return false;
    }
  }

  private async loadMissing(windows: readonly SpendWindow[]): Promise<void> {
    const missing = windows.filter((window) => this.parts.ledger.figuresOf(window) === undefined);
    if (missing.length > 0) await this.parts.loader.load(missing);
  }

  private missing(budgets: readonly BudgetTerms[], atMs: number): SpendWindow[] {
    if (budgets.length === 0) return [];
    return budgets
      .map((budget) => spendWindowAt(budget, atMs))
      .filter((window) => this.parts.ledger.figuresOf(window) === undefined);
  }

  private softStateOf(budgets: readonly BudgetTerms[], atMs: number): SoftBudgetState {
    if (budgets.length === 0) return 'none';
    const exceeded = budgets.filter((budget) => {
      const figures = this.parts.ledger.figuresOf(spendWindowAt(budget, atMs));
      return figures !== undefined && figures.spentNanoUsd >= budget.maxBudgetNanoUsd;
    });
    for (const budget of exceeded) this.warnOnce(budget, atMs);
    return exceeded.length > 0 ? 'exceeded' : 'within';
  }

  private warnOnce(budget: BudgetTerms, atMs: number): void {
    const { subject, startMs } = spendWindowAt(budget, atMs);
    const name = `${subject} ${startMs} ${budget.maxBudgetNanoUsd}`;
    if (this.warned.has(name)) return;
    if (this.warned.size >= MOST_REMEMBERED_WARNINGS) this.warned.clear();
    this.warned.add(name);
    this.parts.logger.warn(
      { subject: budget.subject, subjectId: budget.subjectId, softBudgetNanoUsd: budget.maxBudgetNanoUsd },
      `The soft budget of ${describeSubject(budget)} is exceeded.`,
    );
  }

  private async takeUp({ unshipped, crashed }: ReadJournal): Promise<void> {
    const { journal, ledger, shipper, store, logger } = this.parts;
    if (store.isConfigured) {
      for (const entry of unshipped) {
        if (ledger.recovered(spendOf(entry))) shipper.add(entry);
      }
    }
    if (crashed.length === 0) return;
    await Promise.all(
      crashed.map(({ attemptId, json }) => {
        const entry: JournalEntry = { kind: 'settled', attemptId, json, isShipped: false };
        ledger.recovered(spendOf(entry));
        return journal.settled(entry);
      }),
    );
    logger.warn(
      { attempts: crashed.length },
      'The gateway ended without settling these attempts: each is recorded as failed, with its input estimated.',
    );
  }

  private async tidyJournal(nowMs: number): Promise<void> {
    const { journal, shipper, store, logger } = this.parts;
    if (!store.isConfigured) return;
    const checkpoint = journal.checkpoint(shipper.firstUnshipped);
    if (checkpoint === undefined) return;
    try {
      await this.keepCheckpoint(checkpoint);
      await journal.forget(checkpoint, nowMs);
    } catch (error) {
      logger.debug({ error }, 'The journal could not be tidied.');
    }
  }

  private async keepCheckpoint(checkpoint: JournalPosition): Promise<void> {
    const last = this.lastCheckpoint;
    if (last?.segment === checkpoint.segment && last.offset === checkpoint.offset) return;
    await writeCheckpoint(this.parts.files, checkpoint);
    this.lastCheckpoint = checkpoint;
  }
}

/** Settled once; whoever does it again waits for the first. */
class Attempt implements OpenAttempt {
  private settled: Promise<void> | undefined;

  constructor(
    readonly attemptId: string,
    private readonly identityJson: string,
    readonly softBudget: SoftBudgetState,
    private readonly book: SpendBook,
  ) {}

  settle(ending: AttemptEnding): Promise<void> {
    return (this.settled ??= this.book.settle(this.attemptId, this.identityJson, ending));
  }
}

function spendOf({ json }: JournalEntry): SpendFacts {
  const { attemptId, keyId, teamId, userId, createdAt, costNanoUsd } = parseUsageRecord(json);
  return {
    attemptId,
    subjects: subjectsOf({ keyId, teamId, userId }),
    createdAtMs: createdAt,
    costNanoUsd: costNanoUsd ?? 0,
  };
}

function entryOf(attemptId: string, identityJson: string, outcome: RecordOutcome): JournalEntry {
  return { kind: 'settled', attemptId, json: identityJson + serializeOutcome(outcome), isShipped: false };
}

function takeLock(directory: string): DirectoryLock {
  try {
    return lockDirectory(`${directory}.lock`);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause;
    throw new Error(
      `The spend journal ${directory} is in use by another gateway. Give each gateway a data directory of its own by TOLLGATE_DATA_DIR.`,
      { cause },
    );
  }
}
