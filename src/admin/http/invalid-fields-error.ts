import { InvalidRequestError } from '../../errors/gateway-error.js';

/** One field that is not as it must be. */
export interface FieldProblem {
  /** Path of the field, such as `budget_limits[0].max_budget`. */
  param: string;
  message: string;
}

/** Fields of a body or a query are not as they must be; the first problem is the message, all of them are listed. */
export class InvalidFieldsError extends InvalidRequestError {
  constructor(readonly problems: readonly [FieldProblem, ...FieldProblem[]]) {
    const [{ param, message }] = problems;
    super({ param, message });
  }
}
