// @ts-check

/** @typedef {import('./start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** One request and its answer on one socket, from the first byte to the end, whoever brings that about. */
export class Exchange {
  #over = new AbortController();
  #isBrokenByPlan = false;
  /** @type {FakeRequest | undefined} */
  #request;

  /** @param {IncomingMessage} message @param {ServerResponse} response @param {import('./request-log.mjs').RequestLog} log */
  constructor(message, response, log) {
    this.message = message;
    this.response = response;
    this.log = log;
    log.opened(message);
    response.once('close', () => this.#close());
  }

  /** Aborts when the exchange is over. */
  get isOver() {
    return this.#over.signal;
  }

  /** @param {Buffer} rawBody @returns {FakeRequest} */
  receive(rawBody) {
    this.#request = this.log.received(this.message, rawBody);
    return this.#request;
  }

  /** @param {number} status @param {Record<string, string>} headers */
  sendHeaders(status, headers) {
    if (this.#request) this.#request.answeredStatus = status;
    this.response.writeHead(status, headers);
    this.response.flushHeaders();
  }

  /** Ends the answer as HTTP wants it. @param {{ isWhole: boolean }} answer */
  end({ isWhole }) {
    this.#isBrokenByPlan = !isWhole;
    this.response.end();
  }

  /** Closes the connection under an answer that is not whole. @param {'reset' | 'close'} way */
  breakOff(way) {
    this.#isBrokenByPlan = true;
    if (way === 'reset') this.response.socket?.resetAndDestroy();
    else this.response.socket?.destroySoon();
  }

  #close() {
    const isAnswered = this.response.writableFinished;
    if (this.#request) {
      this.#request.closed = true;
      this.#request.completed = isAnswered && !this.#isBrokenByPlan;
      if (!isAnswered && !this.#isBrokenByPlan) this.#request.closedByClientAt = Date.now();
    }
    this.#over.abort();
    this.log.closed(this.message);
  }
}
