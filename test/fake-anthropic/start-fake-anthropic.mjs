// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AnswerQueue } from './answer-queue.mjs';
import { handleRequest } from './handle-request.mjs';
import { RequestLog } from './request-log.mjs';

/** @typedef {import('./start-fake-anthropic.mjs').FakeAnthropic} FakeAnthropic */
/** @typedef {import('./start-fake-anthropic.mjs').FakeAnthropicOptions} FakeAnthropicOptions */
/** @typedef {import('./handle-request.mjs').FakeState} FakeState */

const HOST = '127.0.0.1';
const KEPT_REQUESTS = 1000;
const WAIT_MS = 5000;
/** Longer than any client keeps an idle connection, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 65_000;

/** Starts a strict imitation of the Anthropic API on 127.0.0.1. @param {FakeAnthropicOptions} [options] @returns {Promise<FakeAnthropic>} */
export async function startFakeAnthropic({ port = 0, keepRequests = KEPT_REQUESTS, ...accepted } = {}) {
  const state = { log: new RequestLog(keepRequests), queue: new AnswerQueue(), accepted };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (message, response) => {
    handleRequest(message, response, state).catch((error) => endBroken(error, response));
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return controls(server, address.port, state);
}

/** A client that left ends its exchange's work by an abort; anything else is a fault of the fake's own. @param {any} error @param {import('node:http').ServerResponse} response */
function endBroken(error, response) {
  if (error?.name !== 'AbortError' && error?.code !== 'ECONNRESET')
    console.error('The fake Anthropic API failed:', error);
  response.destroy();
}

/** @param {import('node:http').Server} server @param {number} port @param {FakeState} state @returns {FakeAnthropic} */
function controls(server, port, { log, queue }) {
  return {
    origin: `http://${HOST}:${port}`,
    port,
    requests: log.requests,
    nextAnswer: (source, options) => queue.add(source, { ...placeOf(source), ...options }),
    answerAll: (source, options) => queue.setDefault(source, { ...placeOf(source), ...options }),
    reset: () => {
      log.reset();
      queue.reset();
    },
    openRequests: () => log.openCount,
    waitForRequest: (number = 1, timeoutMs = WAIT_MS) => log.request(number, timeoutMs),
    waitForClosed: async (request, timeoutMs = WAIT_MS) => {
      await log.until(
        () => request.closed,
        timeoutMs,
        () => `the end of request ${request.number}`,
      );
      return request;
    },
    waitForOpenRequests: (count, timeoutMs = WAIT_MS) =>
      log.until(
        () => log.openCount === count,
        timeoutMs,
        () => `${count} open requests (there are ${log.openCount})`,
      ),
    close: () => closeServer(server),
  };
}

/** @param {import('./start-fake-anthropic.mjs').AnswerSource} source */
function placeOf(source) {
  return typeof source === 'function' ? {} : { times: source.times, route: source.route };
}

/** @param {import('node:http').Server} server @returns {Promise<void>} */
async function closeServer(server) {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
