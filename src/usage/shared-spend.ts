import { databaseUnavailable } from '../database/as-database-error.js';
import type { RedisLink } from '../shared-state/redis-link.js';
import { accountName } from './account-keys.js';
import { SharedAccounts, type SharedAdmission, type SharedReservation } from './shared-accounts.js';
import { SharedLoader, type SharedLoaderStore } from './shared-loader.js';
import type { SpendLedger, WindowFigures } from './spend-ledger.js';
import { type SpendWindow, spendWindowAt } from './spend-window.js';

/** Accounts may be forgotten between two looks, but not for ever. */
const MOST_LOADS = 3;

/** Budgets that hold for all replicas together. What is told of them is kept in the ledger, for times alone. */
export class SharedSpend {
  readonly accounts: SharedAccounts;
  private readonly loader: SharedLoader;

  constructor(
    redis: RedisLink,
    private readonly ledger: SpendLedger,
    store: SharedLoaderStore,
  ) {
    this.accounts = new SharedAccounts(redis);
    this.loader = new SharedLoader(redis, ledger, store);
  }

  /**
   * Holds the bound of an attempt against all of its budgets, or against none.
   *
   * @throws RedisAwayError when nobody knows; ServiceUnavailableError when what was spent cannot be read.
   */
  async admit(reservation: SharedReservation): Promise<Exclude<SharedAdmission, { kind: 'unloaded' }>> {
    let wanted = reservation;
    for (let loads = 0; loads <= MOST_LOADS; loads += 1) {
      const admission = await this.tryToAdmit(wanted);
      if (admission.kind !== 'unloaded') return admission;
      const isLoaded = await this.loadFor(wanted, admission.windows);
      if (!isLoaded) wanted = { ...wanted, softBudgets: [] };
    }
    throw databaseUnavailable();
  }

  /**
   * What is spent and held in some windows.
   *
   * @throws as `admit` does.
   */
  async figuresOf(windows: readonly SpendWindow[]): Promise<WindowFigures[]> {
    for (let loads = 0; loads <= MOST_LOADS; loads += 1) {
      const figures = await this.accounts.figuresOf(windows);
      const missing = windows.filter((_, index) => figures[index] === undefined);
      if (missing.length === 0) return figures as WindowFigures[];
      await this.loader.load(missing);
    }
    throw databaseUnavailable();
  }

  private async tryToAdmit(reservation: SharedReservation): Promise<SharedAdmission> {
    const { createdAtMs, budgets, softBudgets } = reservation;
    const windows = [...budgets, ...softBudgets].map((budget) => spendWindowAt(budget, createdAtMs));
    // As they are when the question is sent: Redis will have heard of all that ended before it.
    const own = this.ledger.ownFigures(windows, createdAtMs);
    const admission = await this.accounts.reserve(reservation);
    if (admission.kind === 'admitted') {
      windows.forEach((window, index) =>
        this.ledger.learn(window, admission.figures[index]!, own[index]!, createdAtMs),
      );
    }
    return admission;
  }

  /** A budget that only warns does not keep a call from being made when it cannot be read. */
  private async loadFor(
    { budgets, createdAtMs }: SharedReservation,
    windows: readonly SpendWindow[],
  ): Promise<boolean> {
    try {
      await this.loader.load(windows);
      return true;
    } catch (error) {
      const needed = new Set(budgets.map((budget) => accountName(spendWindowAt(budget, createdAtMs))));
      if (windows.some((window) => needed.has(accountName(window)))) throw error;
      return false;
    }
  }
}
