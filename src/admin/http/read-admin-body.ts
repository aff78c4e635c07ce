import type { IncomingMessage } from 'node:http';

import {
  CallerLeftError,
  RequestTimeoutError,
  RequestTooLargeError,
  UnsupportedMediaTypeError,
} from '../../errors/gateway-error.js';

const MAX_BODY_BYTES = 1024 * 1024;
/** Of a caller who is not known yet. */
const MAX_STRANGERS_BODY_BYTES = 8 * 1024;
const MAX_BODY_MS = 15_000;

/**
 * Reads the body of an admin call; empty when it has none.
 *
 * @throws UnsupportedMediaTypeError when it is announced as anything but JSON; RequestTooLargeError above 1 MB,
 *   and of strangers above 8 KB; RequestTimeoutError when it takes longer than 15 s; CallerLeftError when it breaks off.
 */
export async function readAdminBody(
  request: IncomingMessage,
  { isStranger }: { isStranger: boolean },
): Promise<Buffer> {
  const maxBytes = isStranger ? MAX_STRANGERS_BODY_BYTES : MAX_BODY_BYTES;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await collect(request, maxBytes);
  // Also what keeps web pages out of an open gateway: a browser asks before it sends JSON to another origin.
  if (bytes.length > 0) requireJson(request);
  return bytes;
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => giveUp(tooSlow()), MAX_BODY_MS);
    const giveUp = (error: Error): void => {
      clearTimeout(timer);
      request.off('data', take).pause();
      reject(error);
    };
    const take = (piece: Buffer): void => {
      pieces.push(piece);
      length += piece.length;
      if (length > maxBytes) giveUp(tooLarge(maxBytes));
    };
    request.on('data', take);
    request.once('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(pieces, length));
    });
    // Every request closes after its end, when this changes nothing any more.
    request.once('close', () => giveUp(callerLeft()));
  });
}

function requireJson({ headers }: IncomingMessage): void {
  const contentType = headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    throw new UnsupportedMediaTypeError({
      message: `The content-type must be application/json, not "${contentType.slice(0, 100)}".`,
    });
  }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new UnsupportedMediaTypeError({
      message: 'Send the body uncompressed, without a content-encoding.',
    });
  }
}

const tooLarge = (maxBytes: number) =>
  new RequestTooLargeError({ message: `The request body is larger than ${maxBytes / 1024} KB.` });
const tooSlow = () => new RequestTimeoutError({ message: 'The request body came too slowly.' });
const callerLeft = () => new CallerLeftError({ message: 'The caller left before its request was complete.' });
