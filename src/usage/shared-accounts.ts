import type { RedisLink } from '../shared-state/redis-link.js';
import { accountName } from './account-keys.js';
import { FORGET, HOLD, READ, RESERVE, SETTLE } from './account-scripts.js';
import type { BudgetTerms } from './attempt-terms.js';
import type { SpendFacts, WindowFigures } from './spend-ledger.js';
import { type SpendWindow, spendWindowAt } from './spend-window.js';

/** What is asked of the accounts of all replicas. */
export interface SharedReservation {
  attemptId: string;
  createdAtMs: number;
  boundNanoUsd: number;
  /** Each must cover the bound. */
  budgets: readonly BudgetTerms[];
  /** Looked at, and never in the way. */
  softBudgets: readonly BudgetTerms[];
}

export type SharedAdmission =
  /** What was used before, of the budgets and of the soft budgets. */
  | { kind: 'admitted'; figures: readonly WindowFigures[] }
  | ({ kind: 'refused'; budget: BudgetTerms; window: SpendWindow } & WindowFigures)
  | { kind: 'unloaded'; windows: SpendWindow[] };

interface HeldAttempt {
  boundNanoUsd: number;
  accounts: readonly string[];
}

/** Subjects that are told of at once. */
const MOST_AT_ONCE = 200;

/**
 * What all replicas together have spent and hold, in Redis. What may have been counted there or not, because an answer
 * did not come, is not guessed: the accounts concerned are forgotten, and loaded again from the records.
 */
export class SharedAccounts {
  private readonly held = new Map<string, HeldAttempt>();
  /** Subjects whose accounts may lack something that was settled here. */
  private readonly doubtful = new Set<string>();

  constructor(readonly redis: RedisLink) {
    redis.register({
      scripts: [RESERVE, HOLD, SETTLE, READ, FORGET],
      joined: () => this.tellAgain(),
    });
  }

  get isUp(): boolean {
    return this.redis.isUp;
  }

  /** Among how many replicas a budget is divided now; 1 while it is shared. */
  get shares(): number {
    return this.redis.isUp ? 1 : this.redis.replicaCount;
  }

  /**
   * Holds the bound of an attempt in all of its accounts, or in none.
   *
   * @throws RedisAwayError when nobody knows.
   */
  async reserve(reservation: SharedReservation): Promise<SharedAdmission> {
    const { attemptId, createdAtMs, boundNanoUsd, budgets, softBudgets } = reservation;
    const all = [...budgets, ...softBudgets];
    const windows = all.map((budget) => spendWindowAt(budget, createdAtMs));
    const names = windows.map(accountName);
    const covered = names.flatMap((name, index) => [name, budgets[index]?.maxBudgetNanoUsd ?? '']);
    const answer = (await this.redis.run(RESERVE, [], [attemptId, boundNanoUsd, ...covered])) as number[];
    const [kind, ...rest] = answer;
    if (kind === 2) return { kind: 'unloaded', windows: rest.map((index) => windows[index]!) };
    if (kind === 0) {
      const [index = 0, spentNanoUsd = 0, reservedNanoUsd = 0] = rest;
      return {
        kind: 'refused',
        budget: budgets[index]!,
        window: windows[index]!,
        spentNanoUsd,
        reservedNanoUsd,
      };
    }
    this.keepHeld(attemptId, boundNanoUsd, names.slice(0, budgets.length));
    return { kind: 'admitted', figures: all.map((_, index) => figuresAt(rest, 2 * index)) };
  }

  /** This replica holds something by itself; the others are told when they can be. */
  heldAlone({ attemptId, createdAtMs, boundNanoUsd, budgets }: Omit<SharedReservation, 'softBudgets'>): void {
    if (budgets.length === 0) return;
    const names = budgets.map((budget) => accountName(spendWindowAt(budget, createdAtMs)));
    this.keepHeld(attemptId, boundNanoUsd, names);
    // The link may have come back while this was decided.
    if (this.redis.isUp) this.redis.tell(HOLD, [], [attemptId, boundNanoUsd, ...names]);
  }

  /** An attempt has ended. Told once for each; nobody waits for it. */
  settle({ attemptId, subjects, createdAtMs, costNanoUsd }: SpendFacts): void {
    const accounts = this.held.get(attemptId)?.accounts ?? [];
    this.held.delete(attemptId);
    if (accounts.length === 0 && (costNanoUsd === 0 || subjects.length === 0)) return;
    const parameters = [attemptId, createdAtMs, costNanoUsd, subjects.length, ...subjects, ...accounts];
    this.redis.run(SETTLE, [], parameters).catch(() => this.doubt(subjects));
  }

  /** These subjects have spent something that Redis may not know of. */
  doubt(subjects: readonly string[]): void {
    for (const subject of subjects) this.doubtful.add(subject);
  }

  /**
   * What is spent and held in some windows; undefined where nobody knows.
   *
   * @throws RedisAwayError.
   */
  async figuresOf(windows: readonly SpendWindow[]): Promise<(WindowFigures | undefined)[]> {
    const answer = (await this.redis.run(READ, [], windows.map(accountName))) as number[];
    return windows.map((_, index) =>
      answer[3 * index] === 1 ? figuresAt(answer, 3 * index + 1) : undefined,
    );
  }

  private keepHeld(attemptId: string, boundNanoUsd: number, names: readonly string[]): void {
    if (names.length > 0) this.held.set(attemptId, { boundNanoUsd, accounts: [...new Set(names)] });
  }

  /** A session begins with nothing: what is under way is held again, and what is in doubt is not relied on. */
  private tellAgain(): void {
    for (const [attemptId, { boundNanoUsd, accounts }] of this.held) {
      this.redis.tell(HOLD, [], [attemptId, boundNanoUsd, ...accounts]);
    }
    const doubtful = [...this.doubtful];
    this.doubtful.clear();
    for (let first = 0; first < doubtful.length; first += MOST_AT_ONCE) {
      const subjects = doubtful.slice(first, first + MOST_AT_ONCE);
      this.redis.run(FORGET, [], subjects).catch(() => this.doubt(subjects));
    }
  }
}

function figuresAt(answer: readonly number[], at: number): WindowFigures {
  return { spentNanoUsd: answer[at] ?? 0, reservedNanoUsd: answer[at + 1] ?? 0 };
}
