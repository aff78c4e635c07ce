import type { IncomingMessage } from 'node:http';

import {
  CallerLeftError,
  RequestTimeoutError,
  RequestTooLargeError,
  UnsupportedMediaTypeError,
} from '../errors/gateway-error.js';
import { LARGE_BODY_BYTES, ReceivedBody } from './received-body.js';
import { Roster } from './roster.js';

/** Anthropic's own limit for a Messages request. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** A body must make this much progress in each span of this length, or it is cut. */
const PROGRESS_SPAN_MS = 6_000;
const PROGRESS_BYTES = 32 * 1024;

/**
 * Reads a JSON request's body.
 *
 * @throws UnsupportedMediaTypeError when it is announced as something else; RequestTooLargeError above
 *   `MAX_BODY_BYTES`; RequestTimeoutError when it comes too slowly; CallerLeftError when it breaks off.
 */
export function readBody(request: IncomingMessage): Promise<ReceivedBody> {
  requireJson(request);
  if (announcedLength(request) > MAX_BODY_BYTES) throw tooLarge();
  return new Promise((resolve, reject) => new BodyReader(request, resolve, reject));
}

class BodyReader {
  private static readonly reading = new Roster<BodyReader>();
  place: number | undefined;
  /** Where a large body of known length is put together; others are when they are whole. */
  private readonly room: ReceivedBody | undefined;
  private readonly pieces: Buffer[] = [];
  private length = 0;
  private lengthAtCheck = 0;
  private isNew = true;
  private isOver = false;

  static {
    // One timer for all bodies: nearly all are there before the first check, and a timer each would cost them.
    setInterval(() => {
      for (const reader of BodyReader.reading.all()) reader.checkProgress();
    }, PROGRESS_SPAN_MS).unref();
  }

  constructor(
    private readonly request: IncomingMessage,
    private readonly resolve: (body: ReceivedBody) => void,
    private readonly reject: (error: Error) => void,
  ) {
    const announced = announcedLength(request);
    this.room = announced < LARGE_BODY_BYTES ? undefined : ReceivedBody.withRoomFor(announced);
    BodyReader.reading.add(this);
    request.on('data', (piece: Buffer) => this.take(piece));
    request.on('end', () => this.finish());
    request.on('close', () => this.breakOff());
  }

  private take(piece: Buffer): void {
    if (this.isOver) return;
    if (this.room === undefined) this.pieces.push(piece);
    else piece.copy(this.room.bytes, this.length);
    this.length += piece.length;
    if (this.length > MAX_BODY_BYTES) this.giveUp(tooLarge());
  }

  private finish(): void {
    if (!this.stop()) return;
    this.resolve(this.room ?? ReceivedBody.of(this.joinPieces()));
  }

  private joinPieces(): Buffer {
    return this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces, this.length);
  }

  /** The end of every request closes it; most are over by then. */
  private breakOff(): void {
    if (this.isOver) return;
    this.giveUp(new CallerLeftError({ message: 'The caller left before its request was complete.' }));
  }

  /** The first check falls anywhere within a body's first span, so it only takes note. */
  private checkProgress(): void {
    if (!this.isNew && this.length - this.lengthAtCheck < PROGRESS_BYTES) {
      this.giveUp(new RequestTimeoutError({ message: 'The request body came too slowly.' }));
    }
    this.isNew = false;
    this.lengthAtCheck = this.length;
  }

  private giveUp(error: Error): void {
    if (!this.stop()) return;
    this.request.pause();
    this.room?.settle();
    this.reject(error);
  }

  /** False when it was over before. */
  private stop(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    return BodyReader.reading.delete(this);
  }
}

/**
 * Besides being right, this keeps web pages out of a gateway on the visitor's own machine: a browser sends JSON to
 * another origin only after asking that origin.
 */
function requireJson(request: IncomingMessage): void {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    throw new UnsupportedMediaTypeError({
      message: `The content-type must be application/json, not "${contentType.slice(0, 100)}".`,
    });
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new UnsupportedMediaTypeError({
      message: `The content-encoding "${encoding.slice(0, 100)}" is not supported. Send the body uncompressed.`,
    });
  }
}

function announcedLength({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

function tooLarge(): RequestTooLargeError {
  return new RequestTooLargeError({
    message: `The request body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`,
  });
}
