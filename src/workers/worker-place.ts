import cluster, { type Worker } from 'node:cluster';

import { RestartDelay } from './restart-delay.js';
import {
  type MessageToPrimary,
  type MessageToWorker,
  receivedError,
  type WorkerTerms,
} from './worker-messages.js';

/** What happens in a place. */
export interface PlaceListener {
  /** Its worker could listen now. */
  onPrepared(place: WorkerPlace): void;
  onListening(place: WorkerPlace, url: string): void;
  /** Its worker asks, or answers. */
  onMetrics(place: WorkerPlace, message: MetricsMessage): void;
  onEnded(place: WorkerPlace, end: WorkerEnd): void;
}

export type MetricsMessage = Extract<MessageToPrimary, { kind: 'metrics' | 'want_metrics' }>;

export interface WorkerEnd {
  /** Such as `SIGKILL` or `code 1`. */
  readonly by: string;
  readonly isClean: boolean;
  /** Why it could not start, in its own words. */
  readonly failure?: Error;
  /** How often in a row it has ended before it served. */
  readonly failedStarts: number;
  /** When it is to be followed by another, in ms. */
  readonly restartAfterMs: number;
}

type Stage = 'starting' | 'prepared' | 'listening' | 'ended';

/** One of the numbered places: the process that serves there, followed by another when it ends. */
export class WorkerPlace {
  private readonly delay = new RestartDelay();
  private worker: Worker | undefined;
  private stage: Stage = 'ended';
  private listeningSinceMs: number | undefined;
  private failure: Error | undefined;
  private failedStarts = 0;
  private restartTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly terms: WorkerTerms,
    private readonly listener: PlaceListener,
    /** Takes note of each new process. */
    private readonly onFork: (worker: Worker) => void,
  ) {}

  get number(): number {
    return this.terms.number;
  }

  get isPrepared(): boolean {
    return this.stage === 'prepared' || this.isListening;
  }

  get isListening(): boolean {
    return this.stage === 'listening';
  }

  get hasEnded(): boolean {
    return this.stage === 'ended';
  }

  start(): void {
    const worker = cluster.fork();
    this.worker = worker;
    this.stage = 'starting';
    this.failure = undefined;
    this.listeningSinceMs = undefined;
    worker.on('message', (message) => this.hear(message as MessageToPrimary));
    worker.once('exit', (code, signal) => this.end(signal ?? `code ${code}`, code === 0));
    worker.on('error', (error) => {
      // A message that did not arrive is of no interest: its process is about to be known as ended.
      if (worker.process.pid === undefined) this.end(error.message, false);
    });
    this.onFork(worker);
  }

  startAfter(delayMs: number): void {
    this.restartTimer = setTimeout(() => this.start(), delayMs);
  }

  tell(message: MessageToWorker): void {
    if (this.worker?.isConnected() === true) this.worker.send(message, undefined, () => {});
  }

  /** Lets open answers finish. */
  stop(noticeMs: number): void {
    clearTimeout(this.restartTimer);
    this.tell({ kind: 'stop', noticeMs });
  }

  /** Breaks everything off. */
  kill(): void {
    clearTimeout(this.restartTimer);
    if (!this.hasEnded) this.worker?.process.kill('SIGKILL');
  }

  private hear(message: MessageToPrimary): void {
    switch (message.kind) {
      case 'born':
        return this.tell({ kind: 'start', terms: this.terms });
      case 'prepared':
        this.stage = 'prepared';
        return this.listener.onPrepared(this);
      case 'listening':
        this.stage = 'listening';
        this.failedStarts = 0;
        this.listeningSinceMs = performance.now();
        return this.listener.onListening(this, message.url);
      case 'failed':
        this.failure = receivedError(message.error);
        return;
      case 'metrics':
      case 'want_metrics':
        return this.listener.onMetrics(this, message);
    }
  }

  private end(by: string, isClean: boolean): void {
    const sinceMs = this.listeningSinceMs;
    if (sinceMs === undefined) this.failedStarts += 1;
    this.stage = 'ended';
    const { failure, failedStarts } = this;
    const restartAfterMs = this.delay.after(sinceMs === undefined ? 0 : performance.now() - sinceMs);
    this.listener.onEnded(this, { by, isClean, failure, failedStarts, restartAfterMs });
  }
}
