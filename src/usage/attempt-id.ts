import { randomUUID } from 'node:crypto';

/** An id has three hexadecimal digits for the attempt. */
const LAST_PLACE = 0xfff;

/**
 * A UUID of version 7: it begins with the time, so that the database's index grows at one end only, and so that an
 * attempt is found in the partition of its day. In the same millisecond the attempts of a request stay in their order.
 */
export function makeAttemptId(createdAtMs: number, attempt: number): string {
  const time = Math.max(0, createdAtMs).toString(16).padStart(12, '0');
  const place = Math.min(attempt, LAST_PLACE).toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${place}${randomUUID().slice(18)}`;
}

/** When the attempt of an id began, in epoch milliseconds: the `createdAt` of its record. */
export function createdAtOf(attemptId: string): number {
  return Number.parseInt(attemptId.slice(0, 8) + attemptId.slice(9, 13), 16);
}
