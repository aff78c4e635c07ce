/**
 * The only file that calls out. One HTTP request up, its answer's bytes down, with a limit on every kind of waiting,
 * backpressure in between, and cancellation that closes the connection to upstream.
 */
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

import { type GatewayError, UpstreamError, UpstreamTimeoutError } from '../../errors/gateway-error.js';
import type { AddressRules } from '../address-rules.js';
import type { Cancellable, Cancellation } from '../cancellation.js';
import { addressRefused, type AddressLookup, guardLookup } from '../guard-lookup.js';
import type { HeaderList } from '../header-list.js';
import { explainUpstreamFailure } from './upstream-failure.js';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
const RELEASE_MS = 1_000;
/** Bytes that may wait for a slow reader before upstream is told to pause: hundreds of readers may stop at once. */
const HIGH_WATER_BYTES = 32 * 1024;
/** The same, for what waits in a connection without TLS. */
const CONNECTION_HIGH_WATER_BYTES = 16 * 1024;
const CONNECT_OPTIONS = { timeout: CONNECT_TIMEOUT_MS, highWaterMark: CONNECTION_HIGH_WATER_BYTES };
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
  /** What the origin may lead to; absent: anything. */
  addressRules?: AddressRules;
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
  private readonly agent = agentBy(CONNECT_OPTIONS);
  /** Each with connections of its own: none is shared with an origin that nobody judged. */
  private readonly guardedAgents = new Map<AddressRules, Agent>();

  /** @param lookup finds the addresses of names for guarded origins; the system's by default */
  constructor(private readonly lookup?: AddressLookup) {}

  /**
   * Sends a POST and resolves when status and headers have arrived; the body is read from what it gives back.
   * Redirects are not followed.
   *
   * @throws GatewayError for every failure of the connection, a time-out, or an abort.
   */
  post(request: UpstreamRequest): Promise<UpstreamExchange> {
    const exchange = new UpstreamExchange(request);
    if (request.cancellation.reason === undefined) {
      this.agentFor(request).dispatch(
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
  async close(): Promise<void> {
    await Promise.all([this.agent, ...this.guardedAgents.values()].map((agent) => agent.close()));
  }

  private agentFor({ addressRules }: UpstreamRequest): Agent {
    if (addressRules === undefined) return this.agent;
    const known = this.guardedAgents.get(addressRules);
    if (known !== undefined) return known;
    const agent = agentBy(guardedConnector(addressRules, this.lookup));
    this.guardedAgents.set(addressRules, agent);
    return agent;
  }
}

function agentBy(connect: Agent.Options['connect']): Agent {
  return new Agent({ connections: null, keepAliveTimeout: KEEP_ALIVE_MS, connect });
}

/** A connection to a literal address looks nothing up, so that is judged before. */
function guardedConnector(rules: AddressRules, lookup?: AddressLookup): buildConnector.connector {
  const connect = buildConnector({ ...CONNECT_OPTIONS, lookup: guardLookup(rules, lookup) });
  return (options, callback) => {
    if (rules.allowsHost(options.hostname)) connect(options, callback);
    else callback(addressRefused(), null);
  };
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
  private highWaterBytes = HIGH_WATER_BYTES;
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
    // Nothing waits for anybody here.
    this.highWaterBytes = Infinity;
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
    this.resume();
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
    // Undici gives empty ones when it goes on after a pause.
    if (this.isReleased || piece.length === 0) return;
    this.pieces.push(piece);
    this.waitingBytes += piece.length;
    if (this.waitingBytes > this.highWaterBytes) controller.pause();
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
    return new Promise((resolve) => {
      this.wakeReader = resolve;
      // Only now: a reader who writes what it has read may stand still for long.
      this.resume();
    });
  }

  private resume(): void {
    if (this.controller?.paused === true) this.controller.resume();
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
