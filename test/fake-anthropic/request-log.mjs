// @ts-check
import { EventEmitter, once } from 'node:events';

/** @typedef {import('./start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/** What has been received, what is in flight, and promises for facts about both. */
export class RequestLog {
  /** @type {FakeRequest[]} */
  requests = [];
  #received = 0;
  /** @type {Set<IncomingMessage>} */
  #open = new Set();
  #changes = new EventEmitter().setMaxListeners(0);

  /** @param {number} keepRequests */
  constructor(keepRequests) {
    this.keepRequests = keepRequests;
  }

  get openCount() {
    return this.#open.size;
  }

  /** @param {IncomingMessage} message */
  opened(message) {
    this.#open.add(message);
    this.changed();
  }

  /** @param {IncomingMessage} message */
  closed(message) {
    this.#open.delete(message);
    this.changed();
  }

  /** @param {IncomingMessage} message @param {Buffer} rawBody @returns {FakeRequest} */
  received(message, rawBody) {
    this.#received += 1;
    const request = requestOf(message, rawBody, this.#received);
    this.requests.push(request);
    if (this.requests.length > this.keepRequests) this.requests.shift();
    this.changed();
    return request;
  }

  changed() {
    this.#changes.emit('change');
  }

  reset() {
    this.requests.length = 0;
    this.#received = 0;
  }

  /** @param {number} number @param {number} timeoutMs @returns {Promise<FakeRequest>} */
  async request(number, timeoutMs) {
    const find = () => this.requests.find((request) => request.number === number);
    await this.until(
      () => this.#received >= number,
      timeoutMs,
      () => `request ${number} (${this.#received} received)`,
    );
    const request = find();
    if (!request)
      throw new Error(`Request ${number} is no longer kept: only the last ${this.keepRequests} are.`);
    return request;
  }

  /** Rejects with what was waited for when it has not come true in time. @param {() => boolean} isTrue @param {number} timeoutMs @param {() => string} description */
  async until(isTrue, timeoutMs, description) {
    const expiry = new AbortController();
    const timer = setTimeout(() => expiry.abort(), timeoutMs);
    try {
      while (!isTrue()) await once(this.#changes, 'change', { signal: expiry.signal });
    } catch (cause) {
      throw new Error(`Waited ${timeoutMs} ms in vain for ${description()}.`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {IncomingMessage} message @param {Buffer} rawBody @param {number} number @returns {FakeRequest} */
function requestOf({ method = '', url = '', headers, rawHeaders }, rawBody, number) {
  const { pathname, searchParams } = new URL(url, 'http://fake');
  return {
    number,
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: /** @type {FakeRequest['headers']} */ ({ ...headers }),
    rawHeaders: [...rawHeaders],
    body: /** @type {any} */ (parsed(rawBody)),
    rawBody,
    answeredStatus: undefined,
    closedByClientAt: undefined,
    completed: false,
    closed: false,
  };
}

/** @param {Buffer} rawBody @returns {unknown} */
function parsed(rawBody) {
  try {
    return JSON.parse(rawBody.toString());
  } catch {
    return undefined;
  }
}
