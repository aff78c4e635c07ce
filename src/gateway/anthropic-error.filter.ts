import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type GatewayError, UpstreamCredentialError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { anthropicErrorBody } from './error-frames.js';
import { refuse, type Refusal } from './refuse.js';

/** Anthropic's own status for an error that its clients know as overloaded. */
const OVERLOADED_STATUS = 529;

/**
 * Answers every error in Anthropic's envelope. An error that came from upstream goes down as it was, because clients
 * recover by its wording; only a refusal of the gateway's own credential would send them the wrong way.
 */
@Injectable()
@Catch()
export class AnthropicErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const exchange = { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
    refuse(thrown, exchange, this.logger, (error) => refusalOf(error, exchange.request.id));
  }
}

function refusalOf(error: GatewayError, requestId: string): Refusal {
  const { upstream } = error;
  if (upstream !== undefined && !(error instanceof UpstreamCredentialError)) {
    return { ...upstream, body: Buffer.from(upstream.body) };
  }
  return {
    status: error.anthropicType === 'overloaded_error' ? OVERLOADED_STATUS : error.status,
    headers: { 'request-id': requestId },
    body: JSON.stringify(anthropicErrorBody(error, requestId)),
  };
}
