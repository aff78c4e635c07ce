import { ServiceUnavailableError } from '../errors/gateway-error.js';

export interface ReportGateLimits {
  readonly running: number;
  readonly waiting: number;
}

/** Lets few reports run at once and few more wait for their turn, so that they never crowd out what is urgent. */
export class ReportGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: ReportGateLimits) {}

  /** Runs a report in its turn; a ServiceUnavailableError (503) where too many wait already. */
  async run<T>(report: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await report();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < this.limits.running) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.limits.waiting) throw tooManyReports();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Whoever waits longest takes the place over, so that nobody who comes in between does. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}

/** The 503 of a report that would be one too many. */
export function tooManyReports(): ServiceUnavailableError {
  return new ServiceUnavailableError({
    message: 'Too many usage reports are being made at the moment. Try again in a few seconds.',
    code: 'too_many_reports',
    retryAfterSeconds: 5,
  });
}
