import type { FastifyReply, FastifyRequest } from 'fastify';

import { passOverRest } from '../access/pass-over-rest.js';
import {
  AuthenticationError,
  BudgetExceededError,
  CallerLeftError,
  type GatewayError,
  InternalError,
  NotConfiguredError,
  UpstreamCredentialError,
} from '../errors/gateway-error.js';
import { RateLimitExceededError } from '../keys/rate-limit-exceeded-error.js';
import type { Logger } from '../observability/logger.js';
import { type HeaderList, headersByName } from '../providers/header-list.js';
import type { GatewayCall } from './gateway-call.js';
import { toGatewayError } from './to-gateway-error.js';

const SOON_SECONDS = 2;

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
  void request.call?.fail(error, undefined, status);
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
  if (!request.raw.complete) passOverRest(request.raw);
}

function headersOf(request: FastifyRequest, error: GatewayError): Record<string, string | number> {
  const { retryAfterSeconds } = error;
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': request.id,
    ...headersByName(request.call?.headers() ?? []),
    ...headersByName(retryHeadersOf(request.call, error)),
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds }),
  };
}

/**
 * Official clients try a 429 again by themselves. A budget that is used up does not reward that; one that is only held
 * for calls under way does.
 */
function retryHeadersOf(call: GatewayCall | undefined, error: GatewayError): HeaderList {
  if (isFinal(error)) return ['x-should-retry', 'false'];
  if (error instanceof BudgetExceededError) return ['x-should-retry', String(isSoon(error))];
  return error instanceof RateLimitExceededError ? (call?.rateLimitHeaders(error.standing) ?? []) : [];
}

/** A key or a configuration that asking again does not make right; Claude Code would go on for minutes. */
function isFinal(error: GatewayError): boolean {
  if (error instanceof AuthenticationError) return error.upstream === undefined;
  return error instanceof UpstreamCredentialError || error instanceof NotConfiguredError;
}

function isSoon({ retryAfterSeconds = Infinity }: GatewayError): boolean {
  return retryAfterSeconds <= SOON_SECONDS;
}
