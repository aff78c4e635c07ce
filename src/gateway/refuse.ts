import type { ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CallerLeftError, type GatewayError, InternalError } from '../errors/gateway-error.js';
import type { Logger } from '../observability/logger.js';
import { toGatewayError } from './to-gateway-error.js';

export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

/** Answers a request that failed before its answer began, and settles it. */
export function refuse(
  thrown: unknown,
  http: ReturnType<ArgumentsHost['switchToHttp']>,
  logger: Logger,
  refusalOf: (error: GatewayError) => Refusal,
): void {
  const request = http.getRequest<FastifyRequest>();
  const reply = http.getResponse<FastifyReply>();
  const error = toGatewayError(thrown, request.method, request.url);
  if (error instanceof InternalError)
    logger.error({ requestId: request.id, err: error.cause ?? error }, 'fault');
  request.call?.fail(error);
  if (error instanceof CallerLeftError) reply.raw.destroy();
  if (reply.sent || reply.raw.destroyed) return;
  const { status, headers, body } = refusalOf(error);
  reply.status(status).header('content-type', 'application/json; charset=utf-8');
  if (request.call !== undefined) reply.headers(request.call.headers());
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  // What has not been read of the request's body would be taken for the next request.
  if (!request.raw.complete) reply.header('connection', 'close');
  reply.headers(headers).send(body);
}
