import { mergeMetrics } from './merge-metrics.js';

/** Shorter than what the worker that asks would wait. */
const COLLECT_LIMIT_MS = 2_000;

interface Collection {
  readonly pages: Map<number, string>;
  readonly missing: Set<number>;
  readonly finish: () => void;
}

/** Collects the metrics of all workers, in the primary. */
export class MetricsDesk {
  private readonly collections = new Map<number, Collection>();
  private questions = 0;

  /** Asks these workers, and resolves with one page of what has come in time. */
  async collect(
    workers: readonly number[],
    ask: (worker: number, question: number) => void,
  ): Promise<string> {
    const question = (this.questions += 1);
    const pages = new Map<number, string>();
    const isComplete = new Promise<void>((finish) => {
      this.collections.set(question, { pages, missing: new Set(workers), finish });
    });
    const timer = setTimeout(() => this.collections.get(question)?.finish(), COLLECT_LIMIT_MS);
    for (const worker of workers) ask(worker, question);
    await isComplete;
    clearTimeout(timer);
    this.collections.delete(question);
    return mergeMetrics(new Map([...pages].sort(([left], [right]) => left - right)));
  }

  /** A worker has answered. */
  take(worker: number, question: number, page: string): void {
    const collection = this.collections.get(question);
    if (collection === undefined) return;
    collection.pages.set(worker, page);
    this.doWithout(worker, question);
  }

  /** A worker has ended, and answers nothing any more. */
  forget(worker: number): void {
    for (const question of this.collections.keys()) this.doWithout(worker, question);
  }

  private doWithout(worker: number, question: number): void {
    const { missing, finish } = this.collections.get(question) as Collection;
    missing.delete(worker);
    if (missing.size === 0) finish();
  }
}
