/**
 * The only file that calls out. One HTTP request up, its answer's bytes down, with a limit on every kind of waiting,
 * backpressure in between, and cancellation that closes the connection to upstream.
 */
import { Agent, type Dispatcher } from 'undici';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

import { type GatewayError, UpstreamError, UpstreamTimeoutError } from '../../errors/gateway-error.js';
import type { Cancellable, Cancellation } from '../cancellation.js';
import type { HeaderList } from '../header-list.js';
import { explainUpstreamFailure } from './upstream-failure.js';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
const RELEASE_MS = 1_000;
/** Bytes that may wait for a slow reader before upstream is told to pause. */
const HIGH_WATER_BYTES = 256 * 1024;
/** The largest answer that is collected whole. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface UpstreamTimeouts {
  /** Until the status and headers have arrived. */
  firstByteMs: number;
  /** Between two reads of the body. */
  idleMs: number;
  /** For the exchange as a whole. */
  totalMs: number;
}

export interface UpstreamRequest {
  origin: string;
  path: string;
  headers: HeaderList;
  body: Buffer | string;
  /** Called when the system has taken all bytes of the body; not called when that never becomes certain. */
  onBodySent?: () => void;
  timeouts: UpstreamTimeouts;
  /** Cancelling closes the connection to upstream at once. */
  cancellation: Cancellation;
}

export class AnthropicClient {
  private readonly agent = new Agent({
    connections: null,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });

  /**
   * Sends a POST and resolves when status and headers have arrived; the body is read from what it gives back.
   * Redirects are not followed.
   *
   * @throws GatewayError for every failure of the connection, a time-out, or an abort.
   */
  post(request: UpstreamRequest): Promise<UpstreamExchange> {
    const exchange = new UpstreamExchange(request);
    if (request.cancellation.reason === undefined) {
      this.agent.dispatch(
        {
          origin: request.origin,
          path: request.path,
          method: 'POST',
          headers: request.headers,
          body: bodyOf(request),
          headersTimeout: request.timeouts.firstByteMs,
          bodyTimeout: request.timeouts.idleMs,
        },
        exchange,
      );
    }
    return exchange.started;
  }

  /** Closes idle connections and waits for those in use. */
  close(): Promise<void> {
    return this.agent.close();
  }
}

/** One answer of upstream: its head, and its body as it arrives. */
export class UpstreamExchange implements Dispatcher.DispatchHandler, Cancellable {
  status = 0;
  headers: IncomingHttpHeaders = {};
  /** Resolves with the exchange itself once the head has arrived. */
  readonly started: Promise<UpstreamExchange>;

  private controller: Dispatcher.DispatchController | undefined;
  private pieces: Buffer[] = [];
  private waitingBytes = 0;
  private isFinished = false;
  private isReleased = false;
  private failure: GatewayError | undefined;
  private resolveStarted: (exchange: UpstreamExchange) => void = doNothing;
  private rejectStarted: (failure: GatewayError) => void = doNothing;
  private wakeReader: (() => void) | undefined;
  private readonly totalTimer: NodeJS.Timeout;
  private readonly cancellation: Cancellation;

  constructor(request: UpstreamRequest) {
    this.started = new Promise((resolve, reject) => {
      this.resolveStarted = resolve;
      this.rejectStarted = reject;
    });
    this.cancellation = request.cancellation;
    const { totalMs } = request.timeouts;
    this.totalTimer = setTimeout(endOverdue, totalMs, this, totalMs);
    if (this.cancellation.reason !== undefined) this.cancel(this.cancellation.reason);
    else this.cancellation.guard(this);
  }

  /** The bytes that have arrived since the last call, in one piece; null at the end of the body. */
  async read(): Promise<Buffer | null> {
    if (this.pieces.length === 0 && !this.isFinished) await this.progress();
    if (this.pieces.length > 0) return this.takePieces();
    if (this.failure !== undefined) throw this.failure;
    return null;
  }

  /** The whole body. */
  async readAll(): Promise<Buffer> {
    const taken: Buffer[] = [];
    let length = 0;
    while (!this.isFinished || this.pieces.length > 0) {
      if (this.pieces.length === 0) {
        await this.progress();
        continue;
      }
      const piece = this.takePieces();
      taken.push(piece);
      length += piece.length;
      if (length > MAX_ANSWER_BYTES) throw this.cancelTooLarge();
    }
    if (this.failure !== undefined) throw this.failure;
    return taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken, length);
  }

  /** Gives the exchange up: the connection is closed, and whoever waits for it gets `reason`. */
  cancel(reason: GatewayError): void {
    if (this.isFinished) return;
    this.finish(reason);
    this.controller?.abort(reason);
  }

  /**
   * Lets the rest of the body run out unread, so that the connection can serve another request; what follows a whole
   * answer is a few bytes. Upstream gets a moment for that.
   */
  release(): void {
    if (this.isFinished) return;
    this.isReleased = true;
    this.takePieces();
    setTimeout(endOverdue, RELEASE_MS, this, RELEASE_MS).unref();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure !== undefined) controller.abort(this.failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    this.resolveStarted(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.isReleased) return;
    this.pieces.push(piece);
    this.waitingBytes += piece.length;
    if (this.waitingBytes > HIGH_WATER_BYTES) controller.pause();
    this.wake();
  }

  onResponseEnd(): void {
    this.finish(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.finish(explainUpstreamFailure(error));
  }

  /** Resolves when something has arrived or the exchange is over. */
  private progress(): Promise<void> {
    return new Promise((resolve) => (this.wakeReader = resolve));
  }

  private cancelTooLarge(): UpstreamError {
    const tooLarge = new UpstreamError({
      message: `Upstream's answer is larger than ${MAX_ANSWER_BYTES} bytes.`,
    });
    this.cancel(tooLarge);
    return tooLarge;
  }

  private takePieces(): Buffer {
    const { pieces } = this;
    const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, this.waitingBytes);
    this.pieces = [];
    this.waitingBytes = 0;
    if (this.controller?.paused === true && !this.isFinished) this.controller.resume();
    return bytes;
  }

  private finish(failure: GatewayError | undefined): void {
    if (this.isFinished) return;
    this.isFinished = true;
    this.failure = failure;
    clearTimeout(this.totalTimer);
    this.cancellation.settle();
    // Once the head has arrived this does nothing, and the reader gets the failure.
    if (failure !== undefined) this.rejectStarted(failure);
    this.wake();
  }

  private wake(): void {
    this.wakeReader?.();
    this.wakeReader = undefined;
  }
}

/**
 * The body as undici takes it. An iterator is asked for more only once the socket has taken what it gave, which is how
 * its memory is known to be free. Undici closes the connection when an answer is over before that.
 */
function bodyOf({ body, headers, onBodySent }: UpstreamRequest): Dispatcher.DispatchOptions['body'] {
  if (onBodySent === undefined || typeof body === 'string') return body;
  headers.push('content-length', String(body.length));
  // Undici takes iterators, as its documentation says; its types leave them out.
  return yieldOnce(body, onBodySent) as unknown as Readable;
}

async function* yieldOnce(body: Buffer, onTaken: () => void): AsyncIterable<Buffer> {
  yield body;
  onTaken();
  await Promise.resolve();
}

function endOverdue(exchange: UpstreamExchange, limitMs: number): void {
  exchange.cancel(tookTooLong(limitMs));
}

function doNothing(): void {}

function tookTooLong(totalMs: number): UpstreamTimeoutError {
  return new UpstreamTimeoutError({
    message: `Upstream did not finish its answer within ${totalMs / 1000} s.`,
    code: 'upstream_timeout',
  });
}
