import cluster, { type Worker } from 'node:cluster';

import { sourcesFrom } from '../config/kept-sources.js';
import { loadConfig } from '../config/load-config.js';
import { type RunningServer, startServer } from '../main.js';
import { createLogger } from '../observability/logger.js';
import { SecretMask } from '../observability/redaction/secret-mask.js';
import { secretsOfConfig } from '../observability/redaction/secrets-of-config.js';
import { takeJournalFolder } from './journal-folders.js';
import { MetricsOfAll } from './metrics-of-all.js';
import {
  type MessageToPrimary,
  type MessageToWorker,
  sendableError,
  type WorkerTerms,
} from './worker-messages.js';

/** The primary gets these too, and says what to do: a terminal and a service manager send them to all processes. */
const SIGNALS_OF_THE_PRIMARY = ['SIGINT', 'SIGTERM'] as const;

/** Serves as one of several processes, as the primary says, and ends when that is gone. */
export function runWorker(): void {
  for (const signal of SIGNALS_OF_THE_PRIMARY) process.on(signal, () => {});
  // Without this Node ends a worker at once when its primary is gone.
  (cluster.worker as Worker).exitedAfterDisconnect = true;
  const worker = new GatewayWorker();
  process.on('message', (message) => worker.hear(message as MessageToWorker));
  process.on('disconnect', () => void worker.stop(0));
  tellPrimary({ kind: 'born' });
}

class GatewayWorker {
  private readonly metrics = new MetricsOfAll(tellPrimary);
  private server: RunningServer | undefined;
  private letListen: () => void = () => {};
  private isStopping = false;

  hear(message: MessageToWorker): void {
    switch (message.kind) {
      case 'start':
        return void this.start(message.terms);
      case 'listen':
        return this.letListen();
      case 'stop':
        return void this.stop(message.noticeMs);
      case 'tell_metrics':
        return void this.metrics.tell(message.question);
      case 'all_metrics':
        return this.metrics.learn(message.question, message.page);
    }
  }

  /** A start that is not over has nothing under way. */
  async stop(noticeMs: number): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    try {
      await this.server?.close(noticeMs);
      process.exit(0);
    } catch (error) {
      process.stderr.write(`Tollgate did not stop cleanly: ${String((error as Error).message)}\n`);
      process.exit(1);
    }
  }

  private async start(terms: WorkerTerms): Promise<void> {
    try {
      this.server = await this.serve(terms);
      tellPrimary({ kind: 'listening', url: this.server.url });
    } catch (error) {
      process.send?.({ kind: 'failed', error: sendableError(error) }, () => process.exit(1));
    }
  }

  private serve({ number, sources, isTerminal }: WorkerTerms): Promise<RunningServer> {
    const config = loadConfig(sourcesFrom(sources, process.env));
    const log = createLogger(config.logLevel, isTerminal, new SecretMask(secretsOfConfig(config)));
    const mayListen = new Promise<void>((resolve) => (this.letListen = resolve));
    return startServer(
      { ...config, journalDir: takeJournalFolder(config.dataDir) },
      { ...log, logger: log.logger.child({ worker: number }) },
      {
        mayListen: () => {
          tellPrimary({ kind: 'prepared' });
          return mayListen;
        },
        gatherMetrics: (own) => this.metrics.with(own),
      },
    );
  }
}

/** Nothing, once the primary is gone. */
function tellPrimary(message: MessageToPrimary): void {
  process.send?.(message, undefined, undefined, () => {});
}
