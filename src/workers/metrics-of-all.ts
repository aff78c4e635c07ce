import type { MessageToPrimary } from './worker-messages.js';

/** Longer, and the caller gets the metrics of this worker alone. */
const ANSWER_LIMIT_MS = 3_000;

/** The metrics of all workers, for the one that was asked for them. */
export class MetricsOfAll {
  private readonly waiting = new Map<number, (page: string | undefined) => void>();
  private questions = 0;
  private own: () => Promise<string> = () => Promise.resolve('');

  constructor(private readonly tellPrimary: (message: MessageToPrimary) => void) {}

  /** `own` gives the metrics of this worker; what is returned gives those of all. */
  with(own: () => Promise<string>): () => Promise<string> {
    this.own = own;
    return async () => (await this.ask()) ?? (await own());
  }

  /** The primary asks for those of this worker. */
  async tell(question: number): Promise<void> {
    this.tellPrimary({ kind: 'metrics', question, page: await this.own() });
  }

  /** The primary has put those of all together. */
  learn(question: number, page: string): void {
    this.waiting.get(question)?.(page);
  }

  private async ask(): Promise<string | undefined> {
    const question = (this.questions += 1);
    const answer = new Promise<string | undefined>((resolve) => this.waiting.set(question, resolve));
    const timer = setTimeout(() => this.waiting.get(question)?.(undefined), ANSWER_LIMIT_MS);
    this.tellPrimary({ kind: 'want_metrics', question });
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.waiting.delete(question);
    }
  }
}
