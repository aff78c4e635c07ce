import type { Logger } from '../logger.js';

const REPORT_EVERY_MS = 60_000;

interface ExportResult {
  code: number;
  error?: Error;
}

interface Exporter<Batch> {
  export(batch: Batch, done: (result: ExportResult) => void): void;
}

/** Makes exporters say in the log that they fail: the first time, and then once a minute at most. */
export class FailureReport {
  private nextAtMs = -Infinity;
  private unreported = 0;

  constructor(
    private readonly logger: Logger,
    private readonly nowMs: () => number,
  ) {}

  /** `what` is what the exporter sends. */
  watch<Batch>(exporter: Exporter<Batch>, what: string): void {
    const send = exporter.export.bind(exporter);
    exporter.export = (batch, done) =>
      send(batch, (result) => {
        if (result.error !== undefined) this.report(what, result.error);
        done(result);
      });
  }

  private report(what: string, error: Error): void {
    this.unreported += 1;
    if (this.nowMs() < this.nextAtMs) return;
    this.logger.warn(
      { failures: this.unreported, reason: error.message },
      `The collector does not take ${what}: they are dropped.`,
    );
    this.nextAtMs = this.nowMs() + REPORT_EVERY_MS;
    this.unreported = 0;
  }
}
