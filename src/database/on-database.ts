import { ConflictError, InvalidRequestError } from '../errors/gateway-error.js';
import { databaseUnavailable } from './as-database-error.js';
import type { PrismaService } from './prisma.service.js';
import { runTransaction, type Transaction } from './run-transaction.js';

const UNIQUE_VIOLATION = 'P2002';
const FOREIGN_KEY_VIOLATION = 'P2003';
const TRANSACTION_TIMED_OUT = 'P2028';
const DEADLOCK = 'P2034';

/** Columns that a caller can set, and the field of the admin API that sets them. */
const UNIQUE_FIELDS = ['email', 'name'];
const REFERENCES: Record<string, string> = { team_id: 'team', user_id: 'user' };

/**
 * What a caller is told of an error of the database: the field that is taken (409) or that names nothing (400), a
 * conflict or a database that takes too long to try again for, or else the error as it was.
 */
function asAdminError(error: unknown): unknown {
  const { code, meta } = error as { code?: unknown; meta?: unknown };
  const where = code === undefined ? '' : JSON.stringify(meta ?? null);
  if (code === UNIQUE_VIOLATION) return takenField(where) ?? error;
  if (code === FOREIGN_KEY_VIOLATION) return missingReference(where) ?? error;
  if (code === DEADLOCK) return atTheSameTime();
  return code === TRANSACTION_TIMED_OUT ? databaseUnavailable(error) : error;
}

/** Does some work with the database; what it throws is what a caller is told. */
export async function onDatabase<T>(
  prisma: PrismaService,
  work: (client: PrismaService['client']) => Promise<T>,
): Promise<T> {
  return await translated(prisma.run(work));
}

/** As `onDatabase`, for what has to happen as a whole or not at all. */
export async function inTransaction<T>(
  prisma: PrismaService,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return await translated(runTransaction(prisma, work));
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asAdminError(error);
  }
}

function atTheSameTime(): ConflictError {
  return new ConflictError({
    code: 'changed_at_the_same_time',
    message: 'Something else was changed at the same time that this depends on. Try again.',
    retryAfterSeconds: 1,
  });
}

function takenField(where: string): ConflictError | undefined {
  const field = UNIQUE_FIELDS.find((name) => new RegExp(`\\b(?:\\w+_)?${name}(?:_key)?\\b`).test(where));
  if (field === undefined) return undefined;
  return new ConflictError({
    param: field,
    code: 'already_exists',
    message: `There is another one with this ${field}.`,
  });
}

function missingReference(where: string): InvalidRequestError | undefined {
  const column = Object.keys(REFERENCES).find((name) => where.includes(name));
  if (column === undefined) return undefined;
  return noSuchReference(column as 'team_id' | 'user_id');
}

/** The 400 for a field that names nothing, or nothing that the caller may see. */
export function noSuchReference(field: 'team_id' | 'user_id'): InvalidRequestError {
  return new InvalidRequestError({
    param: field,
    message: `There is no ${REFERENCES[field]} with this ${field}.`,
  });
}
