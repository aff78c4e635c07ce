import { setTimeout as wait } from 'node:timers/promises';

import { ServiceUnavailableError } from '../errors/gateway-error.js';
import type { RedisLink } from '../shared-state/redis-link.js';
import { sharedKey } from '../shared-state/shared-keys.js';
import { accountName, spanName } from './account-keys.js';
import { BEGIN_LOAD, END_LOAD, READ_TOLD, TELL, WHO_HAS_TOLD } from './account-scripts.js';
import type { SpendFacts, SpendLedger } from './spend-ledger.js';
import type { SpendWindow } from './spend-window.js';

const CHANNEL = sharedKey('news', 'loads');
/** Accounts that one statement asks for. */
const MOST_AT_ONCE = 20;
/** Attempts that are told at once. */
const MOST_TOLD_AT_ONCE = 500;
/** A replica that does not answer for so long is taken to have nothing to tell. */
const TELLING_LIMIT_MS = 500;
const LOOK_AGAIN_AFTER_MS = 5;
const ELSEWHERE_LOOK_AGAIN_AFTER_MS = 20;
const LOAD_LIMIT_MS = 2_000;

/** Statuses of `BEGIN_LOAD`. */
const BEGUN = 1;
const ELSEWHERE = 2;

/** What the loader needs of the database. */
export interface SharedLoaderStore {
  /**
   * The spend of windows at one moment, without attempts that are asked for after that moment.
   *
   * @throws ServiceUnavailableError when the database is away.
   */
  sumSpendBeside(
    windows: readonly SpendWindow[],
    attemptsBeside: () => Promise<readonly (readonly string[])[]>,
  ): Promise<number[]>;
}

interface LoadNews {
  token: string;
  windows: readonly SpendWindow[];
}

/**
 * Brings accounts that all replicas share from the database into Redis. What was settled and may not be in the database
 * yet is told by every replica, by the attempt's id: it is left out of the database's sum and counted from there, and so
 * is everything that is settled from then on. So each record counts once, wherever it was on its way.
 */
export class SharedLoader {
  private readonly loads = new Map<string, Promise<void>>();
  private loadCount = 0;

  constructor(
    private readonly redis: RedisLink,
    private readonly ledger: SpendLedger,
    private readonly store: SharedLoaderStore,
  ) {
    redis.register({
      scripts: [BEGIN_LOAD, TELL, WHO_HAS_TOLD, READ_TOLD, END_LOAD],
      channels: { [CHANNEL]: (text) => this.tell(JSON.parse(text) as LoadNews) },
    });
  }

  /**
   * Resolves when the accounts of these windows are there, whoever loads them.
   *
   * @throws RedisAwayError; ServiceUnavailableError when the database is away or all takes longer than two seconds.
   */
  async load(windows: readonly SpendWindow[]): Promise<void> {
    const byName = new Map(windows.map((window) => [accountName(window), window]));
    const fresh = [...byName].filter(([name]) => !this.loads.has(name)).map(([, window]) => window);
    for (let first = 0; first < fresh.length; first += MOST_AT_ONCE) {
      this.begin(fresh.slice(first, first + MOST_AT_ONCE));
    }
    await Promise.all([...byName.keys()].flatMap((name) => this.loads.get(name) ?? []));
  }

  private begin(windows: readonly SpendWindow[]): void {
    const names = windows.map(accountName);
    const load = this.loadAll(windows).finally(() => {
      for (const name of names) this.loads.delete(name);
    });
    load.catch(() => {});
    for (const name of names) this.loads.set(name, load);
  }

  private async loadAll(windows: readonly SpendWindow[]): Promise<void> {
    const giveUpAtMs = performance.now() + LOAD_LIMIT_MS;
    let left = windows;
    for (;;) {
      const token = `${this.redis.session?.id ?? ''}/${++this.loadCount}`;
      const spans = left.flatMap((window) => [window.subject, spanName(window)]);
      const statuses = (await this.redis.run(BEGIN_LOAD, [], [token, ...spans])) as number[];
      const begun = left.filter((_, index) => statuses[index] === BEGUN);
      if (begun.length > 0) await this.loadHere(begun, token);
      left = left.filter((_, index) => statuses[index] === ELSEWHERE);
      if (left.length === 0) return;
      if (performance.now() > giveUpAtMs) throw notLoaded();
      await wait(ELSEWHERE_LOOK_AGAIN_AFTER_MS);
    }
  }

  private async loadHere(windows: readonly SpendWindow[], token: string): Promise<void> {
    const names = windows.map(accountName);
    const end = (sums: readonly (number | '')[]): Promise<unknown> =>
      this.redis.run(END_LOAD, [], [token, ...names.flatMap((name, index) => [name, sums[index] ?? ''])]);
    await this.redis.publish(CHANNEL, JSON.stringify({ token, windows } satisfies LoadNews));
    const isAllTold = await this.untilAllHaveTold(windows, token);
    try {
      const readTold = () => this.redis.run(READ_TOLD, [], names) as Promise<string[][]>;
      await end(await this.store.sumSpendBeside(windows, readTold));
    } catch (error) {
      // Windows turn also while the database is away: where it can have nothing, what was told is all.
      await end(isAllTold.map((isAll) => (isAll ? 0 : '')));
      if (isAllTold.includes(false)) throw error;
    }
  }

  /** For each window: whether every replica has told all that there can be. */
  private async untilAllHaveTold(windows: readonly SpendWindow[], token: string): Promise<boolean[]> {
    const giveUpAtMs = performance.now() + TELLING_LIMIT_MS;
    for (;;) {
      await wait(LOOK_AGAIN_AFTER_MS);
      const answer = (await this.redis.run(WHO_HAS_TOLD, [toldByKey(token)], [])) as [number, ...string[]];
      const [missing, ...told] = answer;
      if (missing === 0) return windows.map((_, index) => told.every((flags) => flags[index] === '1'));
      if (performance.now() > giveUpAtMs) return windows.map(() => false);
    }
  }

  /** Somebody loads accounts: tells what this replica has settled and the database may not have. */
  private tell({ token, windows }: LoadNews): void {
    const flags = windows.map((window) => (this.ledger.isAllInMemory(window) ? '1' : '0')).join('');
    windows.forEach((window, index) => {
      const isLast = index === windows.length - 1;
      const spends = this.ledger.unshippedSpendIn(window);
      const chunks = Math.max(1, Math.ceil(spends.length / MOST_TOLD_AT_ONCE));
      for (let chunk = 0; chunk < chunks; chunk++) {
        const some = spends.slice(chunk * MOST_TOLD_AT_ONCE, (chunk + 1) * MOST_TOLD_AT_ONCE);
        const flagsAtLast = isLast && chunk === chunks - 1 ? flags : '';
        const parameters = [token, accountName(window), flagsAtLast, ...some.flatMap(toldOf)];
        this.redis.tell(TELL, [toldByKey(token)], parameters);
      }
    });
  }
}

function toldByKey(token: string): string {
  return sharedKey('told-by', token);
}

function toldOf({ attemptId, costNanoUsd }: SpendFacts): [string, number] {
  return [attemptId, costNanoUsd];
}

function notLoaded(): ServiceUnavailableError {
  return new ServiceUnavailableError({
    message: 'What has been spent of the budget could not be read in time. Try again in a second.',
    code: 'database_unavailable',
    retryAfterSeconds: 1,
  });
}
