import type { Failure } from '../conversation.js';

/** There is no answer, or no whole one. */
export class AnswerFailedError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = new.target.name;
  }
}
