import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { GatewayError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { openAiErrorBody } from './error-frames.js';
import { refuse } from './refuse.js';

/** Answers every error in OpenAI's envelope. */
@Injectable()
@Catch()
export class OpenAiErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const exchange = { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
    refuse(thrown, exchange, this.logger, (error) => ({
      status: error.status,
      headers: upstreamHeadersOf(error),
      body: JSON.stringify(openAiErrorBody(error)),
    }));
  }
}

/** Upstream's request id and rate limits help whoever looks into the error; its type is of a body that stays behind. */
function upstreamHeadersOf({ upstream }: GatewayError): Record<string, string> {
  const { 'content-type': _type, 'retry-after': _retryAfter, ...headers } = upstream?.headers ?? {};
  return headers;
}
