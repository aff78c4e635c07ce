import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

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
      headers: {},
      body: JSON.stringify(openAiErrorBody(error)),
    }));
  }
}
