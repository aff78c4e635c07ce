import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { type GatewayError, InvalidRequestError } from '../errors/gateway-error.js';
import { answerOn } from './answer-on.js';
import { anthropicErrorBody, openAiErrorBody } from './error-frames.js';
import { makeLastAnswer } from './last-answer.js';

interface Fault {
  status: number;
  message: string;
}

const FAULTS_BY_CODE: ReadonlyMap<string | undefined, Fault> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', { status: 408, message: 'The request headers came too slowly.' }],
  ['HPE_HEADER_OVERFLOW', { status: 431, message: 'The request headers are too large.' }],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', { status: 413, message: 'The chunk extensions are too large.' }],
]);
const NO_HTTP: Fault = { status: 400, message: 'The request is not valid HTTP.' };

/**
 * Answers bytes that are no HTTP request, and closes the connection. Nobody knows their route, so the envelope is
 * OpenAI's. In the middle of an answer it says nothing and only closes.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable && answerOn(socket)?.headersSent !== true) {
    const { status, message } = FAULTS_BY_CODE.get(error.code) ?? NO_HTTP;
    const body = JSON.stringify(openAiErrorBody(new InvalidRequestError({ message })));
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8`;
    socket.write(`${head}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
  }
  socket.destroy(error);
}

/** Answers a request whose URL the router cannot read. */
export function answerUnreadableUrl(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const error = new InvalidRequestError({ message: 'The path of the request is not a valid one.' });
  makeLastAnswer(reply.raw);
  void reply
    .status(error.status)
    .headers({ 'x-request-id': request.id, 'content-type': 'application/json; charset=utf-8' })
    .send(JSON.stringify(bodyFor(request, error)));
}

function bodyFor({ url, id }: FastifyRequest, error: GatewayError) {
  return url.startsWith('/v1/messages') ? anthropicErrorBody(error, id) : openAiErrorBody(error);
}
