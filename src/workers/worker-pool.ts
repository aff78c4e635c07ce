import type { Worker } from 'node:cluster';

import type { KeptSources } from '../config/kept-sources.js';
import type { Logger } from '../observability/logger.js';
import { MetricsDesk } from './metrics-desk.js';
import { type MetricsMessage, type PlaceListener, type WorkerEnd, WorkerPlace } from './worker-place.js';

/** A worker that cannot start so often, while no other serves, will not start at all. */
const MOST_FAILED_STARTS = 3;

export interface PoolTerms {
  readonly workers: number;
  readonly sources: KeptSources;
  readonly isTerminal: boolean;
  readonly logger: Logger;
  /** Takes note of each new process. */
  readonly onFork: (worker: Worker) => void;
  /** Told when no worker can be started any more, after the start. */
  readonly onEnd: (reason: Error) => void;
}

/** The workers of one primary: all of them serve, or are on their way to it, until they are stopped. */
export class WorkerPool implements PlaceListener {
  private readonly places: WorkerPlace[];
  private readonly metrics = new MetricsDesk();
  private readonly unclean: string[] = [];
  private letAllListen = false;
  private isStopping = false;
  private began: { resolve: (url: string) => void; reject: (reason: Error) => void } | undefined;
  private tellAllEnded: () => void = () => {};

  constructor(private readonly terms: PoolTerms) {
    const { workers, sources, isTerminal, onFork } = terms;
    this.places = Array.from(
      { length: workers },
      (_, index) => new WorkerPlace({ number: index + 1, sources, isTerminal }, this, onFork),
    );
  }

  /**
   * Starts all, and resolves with where they listen. None does before all could, so that whoever finds the port open
   * finds the gateway ready.
   *
   * @throws the error that a worker could not start for.
   */
  start(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.began = { resolve, reject };
      for (const place of this.places) place.start();
    });
  }

  /**
   * Stops all at the same time; open answers may finish. What is left when this process ends is killed.
   *
   * @throws an Error of one line when some did not end as they should.
   */
  async stop(noticeMs: number): Promise<void> {
    this.isStopping = true;
    process.once('exit', () => this.killAll());
    const allEnded = new Promise<void>((resolve) => (this.tellAllEnded = resolve));
    for (const place of this.places) place.stop(noticeMs);
    if (!this.hasEnded) await allEnded;
    if (this.unclean.length > 0) throw new Error(this.unclean.join(' '));
  }

  onPrepared(place: WorkerPlace): void {
    if (this.letAllListen) return place.tell({ kind: 'listen' });
    if (!this.places.every(({ isPrepared }) => isPrepared)) return;
    this.letAllListen = true;
    for (const each of this.places) each.tell({ kind: 'listen' });
  }

  onListening(_place: WorkerPlace, url: string): void {
    if (!this.places.every(({ isListening }) => isListening)) return;
    this.began?.resolve(url);
    this.began = undefined;
  }

  onMetrics(place: WorkerPlace, message: MetricsMessage): void {
    const { question } = message;
    if (message.kind === 'metrics') return this.metrics.take(place.number, question, message.page);
    void this.collectMetrics().then((page) => place.tell({ kind: 'all_metrics', question, page }));
  }

  onEnded(place: WorkerPlace, end: WorkerEnd): void {
    this.metrics.forget(place.number);
    if (this.isStopping) return this.endedOnStop(place, end);
    const reason = end.failure ?? new Error(`Worker ${place.number} ended by ${end.by} while it started.`);
    if (this.isHopeless(end)) return this.giveUp(reason);
    const { by, failure, restartAfterMs } = end;
    this.terms.logger.error(
      { worker: place.number, by, reason: failure?.message, restartAfterMs },
      'A worker ended; another takes its place.',
    );
    place.startAfter(restartAfterMs);
  }

  private get hasEnded(): boolean {
    return this.places.every(({ hasEnded }) => hasEnded);
  }

  /** What a worker says at the first start stays so; later, one that cannot start may still do so in a while. */
  private isHopeless({ failure, failedStarts }: WorkerEnd): boolean {
    if (this.began !== undefined && failure !== undefined) return true;
    return failedStarts >= MOST_FAILED_STARTS && !this.places.some(({ isListening }) => isListening);
  }

  private giveUp(reason: Error): void {
    this.isStopping = true;
    this.killAll();
    if (this.began === undefined)
      this.terms.onEnd(new Error(`no worker can be started any more. ${reason.message}`));
    else this.began.reject(reason);
  }

  private endedOnStop({ number }: WorkerPlace, { by, isClean }: WorkerEnd): void {
    if (!isClean) this.unclean.push(`Worker ${number} ended by ${by}.`);
    if (this.hasEnded) this.tellAllEnded();
  }

  private killAll(): void {
    for (const place of this.places) place.kill();
  }

  private collectMetrics(): Promise<string> {
    const asked = this.places.filter(({ isListening }) => isListening);
    return this.metrics.collect(
      asked.map(({ number }) => number),
      (worker, question) => this.places[worker - 1]?.tell({ kind: 'tell_metrics', question }),
    );
  }
}
