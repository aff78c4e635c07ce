import type { Logger } from '../observability/logger.js';
import type { JournalEntry } from './usage-journal.js';
import { RecordsRefusedError } from './usage.repository.js';

export interface ShippingTerms {
  /** Adds records to the database; what is there already changes nothing. */
  insert(records: readonly string[]): Promise<void>;
  /** The database has this record. */
  onShipped(entry: JournalEntry): void;
  /** Sets a record aside that the database does not take; resolves to where. */
  reject(json: string): Promise<string>;
  logger: Logger;
}

export interface ShippingTiming {
  batchSize: number;
  /** How long the first record of a batch waits for others. */
  gatherMs: number;
  /** The first pause after a failure; each next one is twice as long. */
  shortestPauseMs: number;
  longestPauseMs: number;
}

/** With these the database has everything within ten seconds of its return. */
const USUAL_SHIPPING: ShippingTiming = {
  batchSize: 500,
  gatherMs: 500,
  shortestPauseMs: 200,
  longestPauseMs: 4_000,
};

/**
 * Brings records from the journal to the database, in batches and in their order, away from the request's path. While
 * the database is away they wait; a record that it refuses for its content is set aside and holds up nobody.
 */
export class UsageShipper {
  private readonly queue: JournalEntry[] = [];
  private lane: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private wakeUp: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private failures = 0;
  private isFlushing = false;
  private isClosed = false;

  constructor(
    private readonly terms: ShippingTerms,
    private readonly timing: ShippingTiming = USUAL_SHIPPING,
  ) {}

  /** The first of those that the database may not have. */
  get firstUnshipped(): JournalEntry | undefined {
    return this.queue[0];
  }

  get unshippedCount(): number {
    return this.queue.length;
  }

  /** About: records are nearly all ASCII. */
  get unshippedBytes(): number {
    return this.queue.reduce((sum, { json }) => sum + json.length, 0);
  }

  /** Takes a record on its way. */
  add(entry: JournalEntry): void {
    this.queue.push(entry);
    if (this.running !== undefined || this.isClosed) return;
    if (this.queue.length >= this.timing.batchSize) this.start();
    else this.timer ??= setTimeout(() => this.start(), this.timing.gatherMs);
  }

  /** Does something with the database while no batch is on its way: none is half known meanwhile. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    const result = this.lane.then(task);
    this.lane = result.catch(() => {});
    return result;
  }

  /** Ships what there is. False when that was not done in time; the records are in the journal then. */
  async flush(timeLimitMs: number): Promise<boolean> {
    this.isFlushing = true;
    let timer: NodeJS.Timeout | undefined;
    const timeLimit = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeLimitMs)));
    this.wakeUp?.();
    this.start();
    await Promise.race([this.running, timeLimit]);
    clearTimeout(timer);
    this.isFlushing = false;
    return this.queue.length === 0;
  }

  /** Ships nothing more. A batch that is on its way may still arrive. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.wakeUp?.();
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isClosed) return;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      const next = this.queue[0];
      if (next !== undefined && !this.isClosed)
        this.timer ??= setTimeout(() => this.start(), this.timing.gatherMs);
    });
  }

  /** Full batches follow each other; the rest waits for company, unless everything has to go. */
  private async run(): Promise<void> {
    do {
      const batch = this.queue.slice(0, this.timing.batchSize);
      try {
        await this.exclusively(() => this.ship(batch));
        this.queue.splice(0, batch.length);
        this.failures = 0;
      } catch (error) {
        await this.pauseAfter(error);
      }
    } while (!this.isClosed && this.queue.length > 0 && this.mustGoOn());
  }

  private mustGoOn(): boolean {
    return this.isFlushing || this.failures > 0 || this.queue.length >= this.timing.batchSize;
  }

  private async ship(batch: readonly JournalEntry[]): Promise<void> {
    try {
      await this.terms.insert(batch.map(({ json }) => json));
    } catch (error) {
      if (!(error instanceof RecordsRefusedError)) throw error;
      await this.shipAround(batch, error);
      return;
    }
    for (const entry of batch) this.terms.onShipped(entry);
  }

  /** Halves a refused batch until the record at fault is alone. */
  private async shipAround(batch: readonly JournalEntry[], error: RecordsRefusedError): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    if (batch.length > 1) {
      const middle = batch.length >> 1;
      await this.ship(batch.slice(0, middle));
      await this.ship(batch.slice(middle));
      return;
    }
    const path = await this.terms.reject(first.json);
    this.terms.logger.error(
      { error, attemptId: first.attemptId, path },
      'The database does not take a usage record: it has been set aside, and no report counts it.',
    );
    this.terms.onShipped(first);
  }

  private async pauseAfter(error: unknown): Promise<void> {
    this.failures += 1;
    if (this.failures === 1) {
      this.terms.logger.warn({ error }, 'Usage records cannot be stored: they wait in the journal.');
    }
    const { shortestPauseMs, longestPauseMs } = this.timing;
    const pauseMs = Math.min(shortestPauseMs * 2 ** Math.min(this.failures - 1, 20), longestPauseMs);
    await new Promise<void>((resolve) => {
      // Not all gateways of a team come back in the same moment.
      const timer = setTimeout(resolve, pauseMs * (0.5 + Math.random() / 2));
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }
}
