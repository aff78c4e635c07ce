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
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  logger: Logger,
  refusalOf: (error: GatewayError) => Refusal,
): void {
  const error = toGatewayError(thrown, request.method, request.url);
  if (error instanceof InternalError)
    logger.error({ requestId: request.id, err: error.cause ?? error }, 'fault');
  const { status, headers, body } = refusalOf(error);
  request.call?.fail(error, undefined, status);
  const { raw } = reply;
  if (error instanceof CallerLeftError) raw.destroy();
  if (raw.headersSent || raw.destroyed) return;
  if (!reply.sent) reply.hijack();
  raw.writeHead(status, {
    ...headersOf(request, error),
    ...headers,
    'content-length': Buffer.byteLength(body),
  });
  raw.end(body);
}

function headersOf(
  request: FastifyRequest,
  { retryAfterSeconds }: GatewayError,
): Record<string, string | number> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': request.id,
    ...request.call?.headers(),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds }),
    // What has not been read of the request's body would be taken for the next request.
    ...(request.raw.complete ? {} : { connection: 'close' }),
  };
}
