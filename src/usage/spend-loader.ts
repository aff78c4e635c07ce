import { ServiceUnavailableError } from '../errors/gateway-error.js';
import type { SpendLedger } from './spend-ledger.js';
import type { SpendWindow } from './spend-window.js';
import type { UsageShipper } from './usage-shipper.js';
import type { SpendQuestion } from './usage.repository.js';

/** Windows that one statement asks for. */
const MOST_AT_ONCE = 20;

interface Load {
  window: SpendWindow;
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Brings the spend of windows from the database into the ledger: each once, however many ask for it. */
export class SpendLoader {
  private readonly loads = new Map<string, Load>();
  private waiting: Load[] = [];
  private isRunning = false;

  constructor(
    private readonly ledger: SpendLedger,
    private readonly shipper: UsageShipper,
    private readonly sumSpend: (questions: readonly SpendQuestion[]) => Promise<number[]>,
    private readonly timeLimitMs = 2_000,
  ) {}

  /** @throws ServiceUnavailableError when the database is away or does not answer within two seconds. */
  async load(windows: readonly SpendWindow[]): Promise<void> {
    const loads = windows.map((window) => this.begin(window).promise);
    let timer: NodeJS.Timeout | undefined;
    const timeLimit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(notLoaded()), this.timeLimitMs);
    });
    try {
      await Promise.race([Promise.all(loads), timeLimit]);
    } catch (error) {
      const atMs = Date.now();
      // Windows turn also while the database is away.
      if (!windows.every((window) => this.ledger.loadedFromMemory(window, atMs))) throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private begin(window: SpendWindow): Load {
    const name = nameOf(window);
    const known = this.loads.get(name);
    if (known !== undefined) return known;
    const load = makeLoad(window);
    this.loads.set(name, load);
    this.waiting.push(load);
    if (!this.isRunning) void this.run();
    return load;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      // What is shipped while the question is under way would be counted twice, or not at all.
      await this.shipper.exclusively(() => this.loadSome());
    }
    this.isRunning = false;
  }

  private async loadSome(): Promise<void> {
    const loads = this.waiting.splice(0, MOST_AT_ONCE);
    try {
      const questions = loads.map(({ window }) => this.questionOf(window));
      const sums = await this.sumSpend(questions);
      for (const [index, { window }] of loads.entries()) {
        this.ledger.loaded(window, sums[index] ?? 0, Date.now());
      }
      this.finish(loads, ({ resolve }) => resolve());
    } catch (error) {
      this.finish(loads, ({ reject }) => reject(error as Error));
    }
  }

  private questionOf(window: SpendWindow): SpendQuestion {
    return { window, withoutAttempts: this.ledger.unshippedIn(window) };
  }

  private finish(loads: readonly Load[], end: (load: Load) => void): void {
    for (const load of loads) {
      this.loads.delete(nameOf(load.window));
      end(load);
    }
  }
}

function nameOf({ subject, startMs, endMs }: SpendWindow): string {
  return `${subject} ${startMs} ${endMs}`;
}

function makeLoad(window: SpendWindow): Load {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  // Whoever asked may have gone when it fails.
  promise.catch(() => {});
  return { window, promise, resolve, reject };
}

function notLoaded(): ServiceUnavailableError {
  return new ServiceUnavailableError({
    message: 'What has been spent of the budget could not be read in time. Try again in a second.',
    code: 'database_unavailable',
    retryAfterSeconds: 1,
  });
}
