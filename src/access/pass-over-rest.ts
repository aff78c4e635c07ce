import type { IncomingMessage } from 'node:http';

const CHECK_MS = 1000;
const LEAST_BYTES_A_CHECK = 16 * 1024;
/** Twice what any door takes. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_CHECKS = 30;

/**
 * Lets the rest of a refused body run out: a caller that is still sending would find its connection broken before it
 * finds its answer, and what is left would be taken for the next request. A rest that hardly comes, or has no end, is
 * cut.
 */
export function passOverRest(request: IncomingMessage): void {
  let checks = 0;
  let taken = 0;
  let takenAtCheck = 0;
  const stop = () => clearInterval(timer);
  const cut = () => {
    // It may have been closed before, and tell nobody again.
    stop();
    request.socket.destroy();
  };
  const timer = setInterval(() => {
    checks += 1;
    if (taken - takenAtCheck < LEAST_BYTES_A_CHECK || checks === MOST_CHECKS) cut();
    takenAtCheck = taken;
  }, CHECK_MS);
  request.once('end', stop).once('close', stop);
  request.on('data', (piece: Buffer) => {
    taken += piece.length;
    if (taken > MOST_BYTES) cut();
  });
  request.resume();
}
