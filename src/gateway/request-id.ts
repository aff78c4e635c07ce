import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;
/** Asking the system for random bytes once for many ids is what makes an id cheap. */
const randomBytes = Buffer.allocUnsafeSlow(ID_BYTES * 256);
let used = randomBytes.length;

/** An id that no two requests share, on any machine. */
export function makeRequestId(): string {
  if (used === randomBytes.length) {
    randomFillSync(randomBytes);
    used = 0;
  }
  used += ID_BYTES;
  return `req_${randomBytes.toString('hex', used - ID_BYTES, used)}`;
}
