import type { RequestObservers } from '../observability/request-observer.js';
import type { AttemptEnding, AttemptTerms, OpenAttempt, SoftBudgetState } from './attempt-terms.js';

/** Tells those who watch how an attempt ended. */
export class ReportedAttempt implements OpenAttempt {
  private isTold = false;

  constructor(
    private readonly attempt: OpenAttempt,
    private readonly terms: AttemptTerms,
    private readonly observers: RequestObservers,
  ) {}

  get attemptId(): string {
    return this.attempt.attemptId;
  }

  get softBudget(): SoftBudgetState {
    return this.attempt.softBudget;
  }

  settle(ending: AttemptEnding): Promise<void> {
    if (!this.isTold) {
      this.isTold = true;
      this.observers.attemptEnded(this.terms, ending);
    }
    return this.attempt.settle(ending);
  }
}
