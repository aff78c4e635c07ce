import { randomUUID } from 'node:crypto';

/** An id that no two requests share, on any machine. */
export function makeRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '')}`;
}
