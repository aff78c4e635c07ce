import {
  GatewayError,
  InternalError,
  InvalidRequestError,
  NotFoundError,
} from '../../errors/gateway-error.js';
import { type FieldProblem, InvalidFieldsError } from './invalid-fields-error.js';

/** OpenAI's envelope; `details` is there when several fields are at fault. */
export interface AdminErrorBody {
  error: {
    message: string;
    type: string;
    param: string | null;
    code: string | null;
    details?: readonly FieldProblem[];
  };
}

/** The answer to a call that failed. */
export function adminErrorBody(error: GatewayError): AdminErrorBody {
  const { message, type, param, code } = error;
  const details = error instanceof InvalidFieldsError ? { details: error.problems } : {};
  return { error: { message, type, param: param ?? null, code: code ?? null, ...details } };
}

/** An error of ours as it is; whatever else was thrown as what it means. */
export function adminErrorOf(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const { status = 500, message = '' } = thrown as { status?: unknown; message?: string };
  if (status === 404) return new NotFoundError({ message });
  if (Number(status) >= 400 && Number(status) < 500) return new InvalidRequestError({ message });
  return new InternalError({
    message: 'The gateway failed. Its log has the reason under this request id.',
    cause: thrown,
  });
}
