import { databaseUnavailable } from '../database/as-database-error.js';
import { type DirectoryLock, lockDirectory } from '../database/embedded/lock-directory.js';
import { ServiceUnavailableError } from '../errors/gateway-error.js';
import type { Logger } from '../observability/logger.js';
import { RedisAwayError, type RedisLink } from '../shared-state/redis-link.js';
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
import type { SharedLoaderStore } from './shared-loader.js';
import { SharedSpend } from './shared-spend.js';
import {
  type AttemptFacts,
  type Reservation,
  type SpendFacts,
  SpendLedger,
  type WindowFigures,
} from './spend-ledger.js';
import { SpendLoader } from './spend-loader.js';
import { isForEver, type SpendWindow, spendWindowAt, subjectsOf } from './spend-window.js';
import {
  parseUsageRecord,
  type RecordIdentity,
  type RecordOutcome,
  serializeIdentity,
  serializeOutcome,
} from './usage-record.js';
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
  /** Absent: budgets are those of this process alone. */
  sharing?: { redis: RedisLink; store: SharedLoaderStore };
}

/** How the journal stands, for those who watch over the gateway. */
export interface SpendBookFigures {
  /** Attempts under way, whose bounds are held. */
  openAttempts: number;
  /** What the database does not have yet. */
  unshippedRecords: number;
  unshippedBytes: number;
  /** When the oldest of these ended, in epoch milliseconds. */
  oldestUnshippedAtMs: number | undefined;
  /** False while the disk refuses, and new calls are refused with it. */
  isWritable: boolean;
}

interface Parts {
  files: JournalFiles;
  journal: UsageJournal;
  ledger: SpendLedger;
  shipper: UsageShipper;
  loader: SpendLoader;
  shared: SharedSpend | undefined;
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
    const { sharing } = options;
    const shared = sharing && new SharedSpend(sharing.redis, ledger, sharing.store);
    const book = new SpendBook({ files, journal, ledger, shipper, loader, shared, store, lock, logger });
    await book.takeUp(left);
    return book;
  }

  assertCanTakeSpend(): void {
    this.parts.journal.assertCanTakeSpend();
  }

  /** See UsageService.open. `crashCostNanoUsd` is what the attempt is taken to cost should its end never be known. */
  begin(terms: AttemptTerms, crashCostNanoUsd: number | null): OpenAttempt | Promise<OpenAttempt> {
    const { shared } = this.parts;
    if (shared === undefined) return this.beginHere(terms, crashCostNanoUsd, 1);
    const { budgets, softBudgets = [] } = terms;
    if (!shared.accounts.isUp || budgets.length + softBudgets.length === 0) {
      return this.beginHere(terms, crashCostNanoUsd, shared.accounts.shares);
    }
    return this.beginShared(shared, terms, crashCostNanoUsd);
  }

  /** Ends an attempt, which must be told only once. `identityJson` is the first half of its record. */
  settle(facts: AttemptFacts, identityJson: string, ending: AttemptEnding): Promise<void> {
    const { journal, ledger, shared } = this.parts;
    const { attemptId, subjects, createdAtMs } = facts;
    const outcome = settledOutcome(ending);
    const costNanoUsd = outcome.costNanoUsd ?? 0;
    ledger.settle(attemptId, costNanoUsd);
    shared?.accounts.settle({ attemptId, subjects, createdAtMs, costNanoUsd });
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
    const figures = (await this.sharedFiguresOf(windows)) ?? (await this.ownFiguresOf(windows));
    return budgets.map((budget, index) => {
      const window = windows[index] as SpendWindow;
      const { spentNanoUsd, reservedNanoUsd } = figures[index] as WindowFigures;
      const span = isForEver(window) ? {} : { windowStartMs: window.startMs, windowEndMs: window.endMs };
      return { budget, spentNanoUsd, reservedNanoUsd, ...span };
    });
  }

  /** What is under way, held in memory, and not yet in the database. */
  get counts(): { open: number; accounts: number; unshipped: number } {
    const { ledger, shipper } = this.parts;
    return { open: ledger.openCount, accounts: ledger.accountCount, unshipped: shipper.unshippedCount };
  }

  /** Goes through all that is not yet in the database. */
  get figures(): SpendBookFigures {
    const { journal, ledger, shipper } = this.parts;
    const oldest = shipper.firstUnshipped;
    return {
      openAttempts: ledger.openCount,
      unshippedRecords: shipper.unshippedCount,
      unshippedBytes: shipper.unshippedBytes,
      oldestUnshippedAtMs: oldest && endOf(oldest),
      isWritable: journal.isWritable,
    };
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

  /** As this process knows it; of `replicas` that go each by itself, its share. */
  private beginHere(
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
    replicas: number,
  ): OpenAttempt | Promise<OpenAttempt> {
    const begun = this.tryToBegin(terms, crashCostNanoUsd, { replicas, isSoftOptional: false });
    return Array.isArray(begun) ? this.beginLater(terms, crashCostNanoUsd, replicas, begun) : begun;
  }

  /** As all replicas together know it; where they cannot tell, this one goes on with its share. */
  private async beginShared(
    shared: SharedSpend,
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
  ): Promise<OpenAttempt> {
    const { budgets, softBudgets = [] } = terms;
    const identity = this.identify(terms);
    const reservation = reservationOf(identity, terms);
    try {
      const admission = await shared.admit({ ...reservation, softBudgets });
      if (admission.kind === 'refused') throw budgetRefusal(admission, reservation.boundNanoUsd, Date.now());
      this.parts.ledger.hold(reservation);
      const softState = this.softStateBy(
        softBudgets,
        admission.figures.slice(budgets.length),
        terms.createdAtMs,
      );
      return this.keep(
        identity,
        reservation,
        crashOutcome(terms.estimatedInputTokens, crashCostNanoUsd),
        softState,
      );
    } catch (error) {
      if (!(error instanceof RedisAwayError || error instanceof ServiceUnavailableError)) throw error;
      return this.beginHere(terms, crashCostNanoUsd, shared.accounts.redis.replicaCount);
    }
  }

  private tryToBegin(
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
    { replicas, isSoftOptional }: { replicas: number; isSoftOptional: boolean },
  ): Attempt | SpendWindow[] {
    const { budgets, softBudgets = [], createdAtMs } = terms;
    const identity = this.identify(terms);
    const reservation = reservationOf(identity, terms);
    const missing = isSoftOptional ? [] : this.missing(softBudgets, createdAtMs);
    if (missing.length > 0) return [...missing, ...this.missing(budgets, createdAtMs)];
    const admission = this.parts.ledger.open(reservation, replicas);
    if (admission.kind === 'unloaded') return admission.windows;
    if (admission.kind === 'refused') throw budgetRefusal(admission, reservation.boundNanoUsd, Date.now());
    this.parts.shared?.accounts.heldAlone(reservation);
    const softState = this.softStateOf(softBudgets, createdAtMs);
    return this.keep(
      identity,
      reservation,
      crashOutcome(terms.estimatedInputTokens, crashCostNanoUsd),
      softState,
    );
  }

  /** Whose attempt it is, unless nothing may be spent or nobody could bound it. */
  private identify(terms: AttemptTerms): RecordIdentity {
    this.parts.journal.assertCanTakeSpend();
    if (terms.budgets.length > 0 && terms.boundNanoUsd === null) throw priceUnknown(terms);
    return identityOf(terms, terms.isNotional);
  }

  /** The attempt has been admitted: leaves its trace in the journal. */
  private keep(
    identity: RecordIdentity,
    facts: AttemptFacts,
    crash: RecordOutcome,
    softState: SoftBudgetState,
  ): Attempt {
    const identityJson = serializeIdentity(identity);
    this.parts.journal.opened(facts.attemptId, identityJson + serializeOutcome(crash));
    return new Attempt(facts, identityJson, softState, this);
  }

  private async beginLater(
    terms: AttemptTerms,
    crashCostNanoUsd: number | null,
    replicas: number,
    windows: SpendWindow[],
  ): Promise<OpenAttempt> {
    let missing = windows;
    for (let loads = 0; loads < MOST_LOADS; loads += 1) {
      const isLoaded = await this.loadFor(terms, missing);
      const begun = this.tryToBegin(terms, crashCostNanoUsd, { replicas, isSoftOptional: !isLoaded });
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

  /** Undefined when they are not shared now, or cannot be read. */
  private async sharedFiguresOf(windows: readonly SpendWindow[]): Promise<WindowFigures[] | undefined> {
    const { shared } = this.parts;
    if (shared?.accounts.isUp !== true) return undefined;
    try {
      return await shared.figuresOf(windows);
    } catch (error) {
      if (error instanceof RedisAwayError || error instanceof ServiceUnavailableError) return undefined;
      throw error;
    }
  }

  private async ownFiguresOf(windows: readonly SpendWindow[]): Promise<WindowFigures[]> {
    const { ledger, loader } = this.parts;
    const missing = windows.filter((window) => ledger.figuresOf(window) === undefined);
    if (missing.length > 0) await loader.load(missing);
    return windows.map((window) => {
      const figures = ledger.figuresOf(window);
      if (figures === undefined) throw databaseUnavailable();
      return figures;
    });
  }

  private missing(budgets: readonly BudgetTerms[], atMs: number): SpendWindow[] {
    if (budgets.length === 0) return [];
    return budgets
      .map((budget) => spendWindowAt(budget, atMs))
      .filter((window) => this.parts.ledger.figuresOf(window) === undefined);
  }

  private softStateOf(budgets: readonly BudgetTerms[], atMs: number): SoftBudgetState {
    const { ledger } = this.parts;
    const figures = budgets.map((budget) => ledger.figuresOf(spendWindowAt(budget, atMs)));
    return this.softStateBy(budgets, figures, atMs);
  }

  /** `figures` are those of the budgets, in their order; undefined where nobody knows. */
  private softStateBy(
    budgets: readonly BudgetTerms[],
    figures: readonly (WindowFigures | undefined)[],
    atMs: number,
  ): SoftBudgetState {
    if (budgets.length === 0) return 'none';
    const exceeded = budgets.filter(
      ({ maxBudgetNanoUsd }, index) => (figures[index]?.spentNanoUsd ?? -Infinity) >= maxBudgetNanoUsd,
    );
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
    const { journal, shipper, store, logger } = this.parts;
    if (store.isConfigured) {
      for (const entry of unshipped) {
        if (this.recover(entry)) shipper.add(entry);
      }
    }
    if (crashed.length === 0) return;
    await Promise.all(
      crashed.map(({ attemptId, json }) => {
        const entry: JournalEntry = { kind: 'settled', attemptId, json, isShipped: false };
        this.recover(entry);
        return journal.settled(entry);
      }),
    );
    logger.warn(
      { attempts: crashed.length },
      'The gateway ended without settling these attempts: each is recorded as failed, with its input estimated.',
    );
  }

  /** The earlier process may have told other replicas of it, or not. False: it is known here. */
  private recover(entry: JournalEntry): boolean {
    const spend = spendOf(entry);
    this.parts.shared?.accounts.doubt(spend.subjects);
    return this.parts.ledger.recovered(spend);
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
    private readonly facts: AttemptFacts,
    private readonly identityJson: string,
    readonly softBudget: SoftBudgetState,
    private readonly book: SpendBook,
  ) {}

  get attemptId(): string {
    return this.facts.attemptId;
  }

  settle(ending: AttemptEnding): Promise<void> {
    return (this.settled ??= this.book.settle(this.facts, this.identityJson, ending));
  }
}

function reservationOf(
  identity: RecordIdentity,
  { budgets, boundNanoUsd }: Pick<AttemptTerms, 'budgets' | 'boundNanoUsd'>,
): Reservation {
  return {
    attemptId: identity.attemptId,
    subjects: subjectsOf(identity),
    createdAtMs: identity.createdAt,
    boundNanoUsd: budgets.length === 0 ? 0 : (boundNanoUsd as number),
    budgets,
  };
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

function endOf({ json }: JournalEntry): number {
  const { createdAt, durationMs } = parseUsageRecord(json);
  return createdAt + durationMs;
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
