import { ServiceUnavailableError } from '../errors/gateway-error.js';

/** PostgreSQL's code for a statement that was stopped, here by its time-out, and Prisma's for a transaction. */
const STOPPED: readonly unknown[] = ['57014', 'P2028'];

/** The error of a report that took too long; undefined for other errors of the database. */
export function reportError(error: unknown): ServiceUnavailableError | undefined {
  if (!isStopped(error)) return undefined;
  return new ServiceUnavailableError({
    message: 'The report took too long and was stopped. Ask for a shorter span, or for less at once.',
    code: 'report_timeout',
    retryAfterSeconds: 5,
  });
}

function isStopped(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  return (
    STOPPED.includes(code) ||
    STOPPED.includes(originalCode) ||
    isStopped(cause, depth + 1) ||
    isStopped((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError, depth + 1)
  );
}
