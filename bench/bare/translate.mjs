/**
 * What Node alone costs for Chat Completions over Messages: parse, rebuild, call, and translate the answer event
 * by event with JSON.parse and JSON.stringify. No keys, no checks, no logs.
 *
 *   node bench/bare/translate.mjs PORT UPSTREAM_ORIGIN
 */
import http from 'node:http';
import { Agent } from 'undici';
import { completionBody, createStreamTranslator, messagesBody } from './translation.mjs';

const [port, origin] = process.argv.slice(2);
const agent = new Agent({ connections: null, keepAliveTimeout: 60_000, bodyTimeout: 300_000 });
const STREAM_HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

http.createServer({ keepAliveTimeout: 300_000 }, collectBody).listen(Number(port), '127.0.0.1', 4096);

function collectBody(request, response) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => complete(JSON.parse(join(parts)), request, response));
}

function complete(chat, request, response) {
  const headers = {
    'content-type': 'application/json',
    'anthropic-version': '2023-06-01',
    'x-api-key': (request.headers.authorization ?? '').replace('Bearer ', ''),
  };
  const call = { origin, path: '/v1/messages', method: 'POST', headers, body: messagesBody(chat) };
  agent.dispatch(call, chat.stream ? streamedAnswer(response) : wholeAnswer(response));
}

function wholeAnswer(response) {
  const parts = [];
  return {
    ...connection(response),
    onResponseData(_controller, bytes) {
      parts.push(bytes);
    },
    onResponseEnd() {
      const body = completionBody(JSON.parse(join(parts)));
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      response.writeHead(200, headers).end(body);
    },
  };
}

function streamedAnswer(response) {
  const translate = createStreamTranslator();
  return {
    ...connection(response),
    onResponseStart() {
      response.writeHead(200, STREAM_HEADERS);
    },
    onResponseData(controller, bytes) {
      const frames = translate(bytes);
      if (frames !== '' && !response.write(frames)) controller.pause();
    },
    onResponseEnd() {
      response.end();
    },
  };
}

/** What both kinds of answer share: backpressure, a caller who leaves, and an upstream that fails. */
function connection(response) {
  let upstream;
  response.on('drain', () => upstream?.resume());
  response.on('close', () => {
    if (!response.writableFinished) upstream?.abort(new Error('The caller left.'));
  });
  return {
    onRequestStart(controller) {
      upstream = controller;
    },
    onResponseStart() {},
    onResponseError(_controller, error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(String(error));
    },
  };
}

function join(parts) {
  return (parts.length === 1 ? parts[0] : Buffer.concat(parts)).toString();
}
