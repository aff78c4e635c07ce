import { createHash } from 'node:crypto';

/** What tells two requests apart that carry the same `Idempotency-Key`. */
export function requestDigest({ method, url, body }: { method: string; url: string; body: Buffer }): Buffer {
  return createHash('sha256').update(`${method} ${url}\n`).update(body).digest();
}
