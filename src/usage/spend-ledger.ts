import type { BudgetTerms } from './attempt-terms.js';
import { type SpendWindow, spendWindowAt } from './spend-window.js';

/** What the ledger keeps of an attempt: whom it counts for, and when. */
export interface AttemptFacts {
  attemptId: string;
  /** See `subjectsOf`. */
  subjects: readonly string[];
  createdAtMs: number;
}

export interface SpendFacts extends AttemptFacts {
  costNanoUsd: number;
}

/** What is to be held for an attempt. */
export interface Reservation extends AttemptFacts {
  /** An upper bound of the cost. */
  boundNanoUsd: number;
  /** Each must cover the bound. */
  budgets: readonly BudgetTerms[];
}

export interface WindowFigures {
  spentNanoUsd: number;
  reservedNanoUsd: number;
}

export type Admission =
  | { kind: 'admitted' }
  /** These windows must be loaded first. */
  | { kind: 'unloaded'; windows: SpendWindow[] }
  | ({ kind: 'refused'; budget: BudgetTerms; window: SpendWindow } & WindowFigures);

/** A span of a subject's time. `spent` counts every record in it once; `reserved` is what open attempts hold. */
interface Account extends SpendWindow {
  spentNanoUsd: number;
  reservedNanoUsd: number;
  usedAtMs: number;
  /** False while `spent` is only what passed through here and nobody has told what others have spent. */
  isKnown: boolean;
  /** What the figures of all replicas were above these when they were last told; below 0: others have ended calls. */
  others: WindowFigures;
  /** What was used when this replica began to go by itself; undefined: it does not. */
  usedBeforeAloneNanoUsd: number | undefined;
}

interface OpenReservation extends AttemptFacts {
  boundNanoUsd: number;
  accounts: readonly Account[];
}

const ADMITTED: Admission = { kind: 'admitted' };
const NOTHING: WindowFigures = { spentNanoUsd: 0, reservedNanoUsd: 0 };
const NO_ACCOUNTS: readonly Account[] = [];
/** An account that nobody asked for during this time is forgotten, and loaded again when somebody does. */
const KEEP_UNUSED_MS = 600_000;

/**
 * Who has spent what, and what is held for calls under way: a state machine without a clock, a disk or a database.
 *
 * An attempt goes open → settled → shipped (the database has it). The spend of an account is what the database had
 * when it was loaded, and every record that was not yet shipped then, and every one that was settled since. Each step
 * counts once, however often and in whatever order it is told.
 */
export class SpendLedger {
  private readonly accounts = new Map<string, Account[]>();
  private readonly openAttempts = new Map<string, OpenReservation>();
  /** Settled, and perhaps not yet in the database. */
  private readonly unshipped = new Map<string, SpendFacts>();
  private readonly unshippedBySubject = new Map<string, Set<SpendFacts>>();
  /** Subject → when the latest of its attempts that the database has was made; none are older than `knownFromMs`. */
  private readonly latestShipped = new Map<string, number>();

  /**
   * All records from `knownFromMs` on, in epoch milliseconds, pass through here. Absent: nobody can tell.
   */
  constructor(private knownFromMs = Infinity) {}

  /** How many attempts are under way. */
  get openCount(): number {
    return this.openAttempts.size;
  }

  /** How many accounts are in memory. */
  get accountCount(): number {
    let count = 0;
    for (const accounts of this.accounts.values()) count += accounts.length;
    return count;
  }

  /**
   * Holds the bound of an attempt in every window that it falls into, or in none. `replicas` is how many go each by
   * itself: then what was left when they began to is divided among them.
   */
  open(reservation: Reservation, replicas = 1): Admission {
    const { attemptId, createdAtMs, boundNanoUsd, budgets } = reservation;
    if (this.openAttempts.has(attemptId) || this.unshipped.has(attemptId)) return ADMITTED;
    if (budgets.length === 0) {
      this.holdIn(NO_ACCOUNTS, reservation);
      return ADMITTED;
    }
    const windows = budgets.map((budget) => spendWindowAt(budget, createdAtMs));
    const accounts: Account[] = [];
    const missing: SpendWindow[] = [];
    for (const window of windows) {
      const account = this.knownAccountOf(window);
      if (account === undefined) missing.push(window);
      else if (!accounts.includes(account)) accounts.push(account);
    }
    if (missing.length > 0) return { kind: 'unloaded', windows: missing };
    for (const [index, budget] of budgets.entries()) {
      const window = windows[index] as SpendWindow;
      const account = this.knownAccountOf(window) as Account;
      if (usedOf(account) + boundNanoUsd > mostOf(account, budget, replicas)) {
        return { kind: 'refused', budget, window, ...figuresOf(account) };
      }
    }
    this.holdIn(accounts, reservation);
    return ADMITTED;
  }

  /** What this replica itself counts in some windows, to be held against what it is told of them. */
  ownFigures(windows: readonly SpendWindow[], atMs: number): WindowFigures[] {
    return windows.map((window) => {
      const { spentNanoUsd, reservedNanoUsd } = this.accountOf(window) ?? this.beginAccount(window, 0, atMs);
      return { spentNanoUsd, reservedNanoUsd };
    });
  }

  /** What all replicas together count in a window, when this one counted `own`. */
  learn(window: SpendWindow, all: WindowFigures, own: WindowFigures, atMs: number): void {
    const account = this.accountOf(window) ?? this.beginAccount(window, 0, atMs);
    account.others = {
      spentNanoUsd: all.spentNanoUsd - own.spentNanoUsd,
      reservedNanoUsd: all.reservedNanoUsd - own.reservedNanoUsd,
    };
    account.isKnown = true;
    account.usedAtMs = atMs;
    account.usedBeforeAloneNanoUsd = undefined;
  }

  /** Holds the bound of an attempt that has been admitted for all replicas. */
  hold(reservation: Reservation): void {
    const { createdAtMs, budgets } = reservation;
    const accounts = budgets.map((budget) => {
      const window = spendWindowAt(budget, createdAtMs);
      return this.accountOf(window) ?? this.beginAccount(window, 0, createdAtMs);
    });
    this.holdIn([...new Set(accounts)], reservation);
  }

  /** Replaces what an attempt holds by what it cost. False when it is not open: it has been settled or released. */
  settle(attemptId: string, costNanoUsd: number): boolean {
    const attempt = this.takeOpen(attemptId);
    if (attempt === undefined) return false;
    const { subjects, createdAtMs } = attempt;
    this.spend({ attemptId, subjects, createdAtMs, costNanoUsd });
    return true;
  }

  /** Gives back what an attempt holds; it leaves no record. False when it is not open. */
  release(attemptId: string): boolean {
    return this.takeOpen(attemptId) !== undefined;
  }

  /** A record that an earlier process left in the journal. False when it is known. */
  recovered(spend: SpendFacts): boolean {
    if (this.unshipped.has(spend.attemptId) || this.openAttempts.has(spend.attemptId)) return false;
    this.spend(spend);
    return true;
  }

  /** The database has the record of this attempt. */
  shipped(attemptId: string): void {
    const spend = this.unshipped.get(attemptId);
    if (spend === undefined) return;
    this.unshipped.delete(attemptId);
    for (const subject of spend.subjects) {
      const latestMs = this.latestShipped.get(subject) ?? -Infinity;
      if (spend.createdAtMs > latestMs) this.latestShipped.set(subject, spend.createdAtMs);
      const ofSubject = this.unshippedBySubject.get(subject);
      ofSubject?.delete(spend);
      if (ofSubject?.size === 0) this.unshippedBySubject.delete(subject);
    }
  }

  /** The attempts of a window that a sum from the database must leave out, because they are counted from memory. */
  unshippedIn(window: SpendWindow): string[] {
    return this.unshippedSpendIn(window).map(({ attemptId }) => attemptId);
  }

  /** What was settled in a window and the database may not have. */
  unshippedSpendIn(window: SpendWindow): SpendFacts[] {
    const spends = this.unshippedBySubject.get(window.subject) ?? [];
    return [...spends].filter(({ createdAtMs }) => isWithin(window, createdAtMs));
  }

  /**
   * Begins an account. `databaseNanoUsd` is the sum of the window's records without those of `unshippedIn`; between the
   * two nothing may have been shipped. An account that is there already stays as it is.
   */
  loaded(window: SpendWindow, databaseNanoUsd: number, atMs: number): void {
    const account = this.accountOf(window);
    if (account?.isKnown === true) return;
    if (account === undefined) this.beginAccount(window, databaseNanoUsd, atMs).isKnown = true;
    else {
      account.spentNanoUsd = databaseNanoUsd + this.unshippedNanoUsd(window);
      account.isKnown = true;
    }
  }

  /**
   * Begins the account of a window without the database: true when that can have nothing of it, because the window has
   * begun since records are known here and none of them in it was shipped.
   */
  loadedFromMemory(window: SpendWindow, atMs: number): boolean {
    if (this.knownAccountOf(window) !== undefined) return true;
    if (!this.isAllInMemory(window)) return false;
    this.loaded(window, 0, atMs);
    return true;
  }

  /** The database can have nothing of a window that passed through here. */
  isAllInMemory({ subject, startMs }: SpendWindow): boolean {
    return startMs > Math.max(this.knownFromMs, this.latestShipped.get(subject) ?? -Infinity);
  }

  /** What is spent and held in a window; undefined while it is not loaded. */
  figuresOf(window: SpendWindow): WindowFigures | undefined {
    const account = this.knownAccountOf(window);
    return account && figuresOf(account);
  }

  /** Forgets the accounts that nobody uses: they hold nothing and can be loaded again. */
  evict(nowMs: number): void {
    for (const [subject, latestMs] of this.latestShipped) {
      if (nowMs - latestMs < KEEP_UNUSED_MS) continue;
      this.latestShipped.delete(subject);
      this.knownFromMs = Math.max(this.knownFromMs, latestMs);
    }
    for (const [subject, accounts] of this.accounts) {
      const kept = accounts.filter((account) => isInUse(account, nowMs));
      if (kept.length === 0) this.accounts.delete(subject);
      else if (kept.length < accounts.length) this.accounts.set(subject, kept);
    }
  }

  private accountOf({ subject, startMs, endMs }: SpendWindow): Account | undefined {
    return this.accounts
      .get(subject)
      ?.find((account) => account.startMs === startMs && account.endMs === endMs);
  }

  private knownAccountOf(window: SpendWindow): Account | undefined {
    const account = this.accountOf(window);
    return account?.isKnown === true ? account : undefined;
  }

  /** Of which is not yet known what others have spent. */
  private beginAccount(window: SpendWindow, databaseNanoUsd: number, atMs: number): Account {
    const { subject, startMs, endMs } = window;
    const account: Account = {
      subject,
      startMs,
      endMs,
      spentNanoUsd: databaseNanoUsd + this.unshippedNanoUsd(window),
      reservedNanoUsd: 0,
      usedAtMs: atMs,
      isKnown: false,
      others: NOTHING,
      usedBeforeAloneNanoUsd: undefined,
    };
    const ofSubject = this.accounts.get(subject);
    if (ofSubject === undefined) this.accounts.set(subject, [account]);
    else ofSubject.push(account);
    return account;
  }

  private holdIn(accounts: readonly Account[], reservation: Reservation): void {
    const { attemptId, subjects, createdAtMs, boundNanoUsd } = reservation;
    for (const account of accounts) {
      account.reservedNanoUsd += boundNanoUsd;
      account.usedAtMs = createdAtMs;
    }
    this.openAttempts.set(attemptId, { attemptId, subjects, createdAtMs, boundNanoUsd, accounts });
  }

  private takeOpen(attemptId: string): OpenReservation | undefined {
    const attempt = this.openAttempts.get(attemptId);
    if (attempt === undefined) return undefined;
    this.openAttempts.delete(attemptId);
    for (const account of attempt.accounts) account.reservedNanoUsd -= attempt.boundNanoUsd;
    return attempt;
  }

  private spend(spend: SpendFacts): void {
    this.unshipped.set(spend.attemptId, spend);
    for (const subject of spend.subjects) {
      this.keepUnshipped(subject, spend);
      for (const account of this.accounts.get(subject) ?? NO_ACCOUNTS) {
        if (isWithin(account, spend.createdAtMs)) account.spentNanoUsd += spend.costNanoUsd;
      }
    }
  }

  private keepUnshipped(subject: string, spend: SpendFacts): void {
    const ofSubject = this.unshippedBySubject.get(subject);
    if (ofSubject === undefined) this.unshippedBySubject.set(subject, new Set([spend]));
    else ofSubject.add(spend);
  }

  private unshippedNanoUsd(window: SpendWindow): number {
    return this.unshippedSpendIn(window).reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0);
  }
}

function figuresOf({ spentNanoUsd, reservedNanoUsd, others }: Account): WindowFigures {
  return {
    spentNanoUsd: spentNanoUsd + others.spentNanoUsd,
    reservedNanoUsd: Math.max(0, reservedNanoUsd + others.reservedNanoUsd),
  };
}

function usedOf({ spentNanoUsd, reservedNanoUsd, others }: Account): number {
  return spentNanoUsd + reservedNanoUsd + others.spentNanoUsd + others.reservedNanoUsd;
}

/** What may be used of a budget. */
function mostOf(account: Account, { maxBudgetNanoUsd }: BudgetTerms, replicas: number): number {
  if (replicas === 1) return maxBudgetNanoUsd;
  const usedBefore = (account.usedBeforeAloneNanoUsd ??= usedOf(account));
  return usedBefore + Math.floor(Math.max(0, maxBudgetNanoUsd - usedBefore) / replicas);
}

function isWithin({ startMs, endMs }: SpendWindow, timeMs: number): boolean {
  return startMs <= timeMs && timeMs < endMs;
}

/** A clock that was put back leaves times of use in the future: those count as long ago. */
function isInUse({ reservedNanoUsd, usedAtMs }: Account, nowMs: number): boolean {
  return reservedNanoUsd > 0 || Math.abs(nowMs - usedAtMs) < KEEP_UNUSED_MS;
}
