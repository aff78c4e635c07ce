import type { BudgetTerms } from './attempt-terms.js';
import { type SpendWindow, spendWindowAt } from './spend-window.js';

/** What the ledger keeps of an attempt: whom it counts for, and when. */
interface AttemptFacts {
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
}

interface OpenReservation extends AttemptFacts {
  boundNanoUsd: number;
  accounts: readonly Account[];
}

const ADMITTED: Admission = { kind: 'admitted' };
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

  /** Holds the bound of an attempt in every window that it falls into, or in none. */
  open(reservation: Reservation): Admission {
    const { attemptId, createdAtMs, boundNanoUsd, budgets } = reservation;
    if (this.openAttempts.has(attemptId) || this.unshipped.has(attemptId)) return ADMITTED;
    if (budgets.length === 0) {
      this.openAttempts.set(attemptId, { ...reservation, accounts: NO_ACCOUNTS });
      return ADMITTED;
    }
    const windows = budgets.map((budget) => spendWindowAt(budget, createdAtMs));
    const accounts: Account[] = [];
    const missing: SpendWindow[] = [];
    for (const window of windows) {
      const account = this.accountOf(window);
      if (account === undefined) missing.push(window);
      else if (!accounts.includes(account)) accounts.push(account);
    }
    if (missing.length > 0) return { kind: 'unloaded', windows: missing };
    for (const [index, budget] of budgets.entries()) {
      const window = windows[index] as SpendWindow;
      const { spentNanoUsd, reservedNanoUsd } = this.accountOf(window) as Account;
      if (spentNanoUsd + reservedNanoUsd + boundNanoUsd > budget.maxBudgetNanoUsd) {
        return { kind: 'refused', budget, window, spentNanoUsd, reservedNanoUsd };
      }
    }
    for (const account of accounts) {
      account.reservedNanoUsd += boundNanoUsd;
      account.usedAtMs = createdAtMs;
    }
    this.openAttempts.set(attemptId, { ...reservation, accounts });
    return ADMITTED;
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

  /**
   * Begins an account. `databaseNanoUsd` is the sum of the window's records without those of `unshippedIn`; between the
   * two nothing may have been shipped. An account that is there already stays as it is.
   */
  loaded(window: SpendWindow, databaseNanoUsd: number, atMs: number): void {
    if (this.accountOf(window) !== undefined) return;
    const { subject, startMs, endMs } = window;
    const spentNanoUsd = this.unshippedSpendIn(window).reduce(
      (sum, { costNanoUsd }) => sum + costNanoUsd,
      databaseNanoUsd,
    );
    const account = { subject, startMs, endMs, spentNanoUsd, reservedNanoUsd: 0, usedAtMs: atMs };
    const ofSubject = this.accounts.get(subject);
    if (ofSubject === undefined) this.accounts.set(subject, [account]);
    else ofSubject.push(account);
  }

  /**
   * Begins the account of a window without the database: true when that can have nothing of it, because the window has
   * begun since records are known here and none of them in it was shipped.
   */
  loadedFromMemory(window: SpendWindow, atMs: number): boolean {
    if (this.accountOf(window) !== undefined) return true;
    const latestMs = this.latestShipped.get(window.subject) ?? -Infinity;
    if (window.startMs <= Math.max(this.knownFromMs, latestMs)) return false;
    this.loaded(window, 0, atMs);
    return true;
  }

  /** What is spent and held in a window; undefined while it is not loaded. */
  figuresOf(window: SpendWindow): WindowFigures | undefined {
    return this.accountOf(window);
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

  private unshippedSpendIn(window: SpendWindow): SpendFacts[] {
    const spends = this.unshippedBySubject.get(window.subject) ?? [];
    return [...spends].filter(({ createdAtMs }) => isWithin(window, createdAtMs));
  }
}

function isWithin({ startMs, endMs }: SpendWindow, timeMs: number): boolean {
  return startMs <= timeMs && timeMs < endMs;
}

/** A clock that was put back leaves times of use in the future: those count as long ago. */
function isInUse({ reservedNanoUsd, usedAtMs }: Account, nowMs: number): boolean {
  return reservedNanoUsd > 0 || Math.abs(nowMs - usedAtMs) < KEEP_UNUSED_MS;
}
