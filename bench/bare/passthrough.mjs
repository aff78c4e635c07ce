/**
 * What Node alone costs for /v1/messages: bytes up, bytes down, backpressure, and a caller who leaves cancels
 * upstream. No keys, no checks, no usage, no logs.
 *
 *   node bench/bare/passthrough.mjs PORT UPSTREAM_ORIGIN
 */
import http from 'node:http';
import { Agent } from 'undici';

const [port, origin] = process.argv.slice(2);
const agent = new Agent({ connections: null, keepAliveTimeout: 60_000, bodyTimeout: 300_000 });
const FORWARDED = ['content-type', 'content-length', 'x-api-key', 'anthropic-version'];
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

http.createServer({ keepAliveTimeout: 300_000 }, forward).listen(Number(port), '127.0.0.1', 4096);

function forward(request, response) {
  const call = {
    origin,
    path: request.url,
    method: request.method,
    headers: upstreamHeaders(request),
    body: request,
  };
  agent.dispatch(call, copyAnswer(response));
}

function upstreamHeaders(request) {
  const headers = {};
  for (const name of FORWARDED)
    if (request.headers[name] !== undefined) headers[name] = request.headers[name];
  return headers;
}

function copyAnswer(response) {
  let upstream;
  response.on('drain', () => upstream?.resume());
  response.on('close', () => {
    if (!response.writableFinished) upstream?.abort(new Error('The caller left.'));
  });
  return {
    onRequestStart(controller) {
      upstream = controller;
    },
    onResponseStart(_controller, status, headers) {
      for (const name of HOP_BY_HOP) delete headers[name];
      response.writeHead(status, headers);
    },
    onResponseData(controller, bytes) {
      if (!response.write(bytes)) controller.pause();
    },
    onResponseEnd() {
      response.end();
    },
    onResponseError(_controller, error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(String(error));
    },
  };
}
