import { ServiceUnavailableError } from '../errors/gateway-error.js';

const RETRY_AFTER_SECONDS = 1;

/** Prisma's codes for a database that cannot be reached, refuses to serve, or gives no connection in time. */
const PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
  'P2037',
]);

/** What the adapter calls the same. */
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'SocketTimeout',
  'ConnectionClosed',
  'TlsConnectionError',
  'TooManyConnections',
  'AuthenticationFailed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
]);

/**
 * PostgreSQL's classes and codes for the same: lost connections (08), no resources (53), stopped by its operator
 * (57P), wrong credentials (28), no such database (3D000), a statement or a lock that took too long.
 */
const SQLSTATE = /^(08...|53...|57P..|28...|3D000|57014|55P03|25006)$/;

const SYSTEM_CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|ENOTFOUND|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;

/** The driver has no codes for these. */
const DRIVER_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|Unable to start a transaction in the given time|Client was closed/i;

/** What an error of Prisma, of its adapter or of the driver may hold, as far as it matters here. */
interface DatabaseFailure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly kind?: unknown;
  readonly originalCode?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

/**
 * The error that a caller gets: a ServiceUnavailableError (503, `database_unavailable`) where the database could not be
 * reached or did not answer in time, and else the error as it was.
 */
export function asDatabaseError(error: unknown): unknown {
  return isConnectionFailure(error) ? databaseUnavailable(error) : error;
}

/** The 503 of everything that needs the database while it is away. */
export function databaseUnavailable(cause?: unknown): ServiceUnavailableError {
  return new ServiceUnavailableError({
    message: 'The database cannot be reached at the moment. Try again in a second.',
    code: 'database_unavailable',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

/** Whether the way to the database failed, and not what was asked of it. */
export function isConnectionFailure(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const failure = error as DatabaseFailure;
  return (
    [failure.code, failure.originalCode].some(isConnectionCode) ||
    (typeof failure.kind === 'string' && ADAPTER_KINDS.has(failure.kind)) ||
    (typeof failure.message === 'string' && DRIVER_MESSAGES.test(failure.message)) ||
    isConnectionFailure(failure.meta?.driverAdapterError, depth + 1) ||
    isConnectionFailure(failure.cause, depth + 1)
  );
}

function isConnectionCode(code: unknown): boolean {
  return (
    typeof code === 'string' && (PRISMA_CODES.has(code) || SQLSTATE.test(code) || SYSTEM_CODES.test(code))
  );
}
