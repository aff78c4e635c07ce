import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { LOGGER, type Logger } from '../observability/logger.js';
import { AnthropicErrorFilter } from './anthropic-error.filter.js';
import { OpenAiErrorFilter } from './openai-error.filter.js';

/** Answers errors from outside the controllers, such as an unknown route, in the envelope that the path suggests. */
@Injectable()
@Catch()
export class UnroutedErrorFilter implements ExceptionFilter {
  private readonly anthropic: AnthropicErrorFilter;
  private readonly openAi: OpenAiErrorFilter;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.anthropic = new AnthropicErrorFilter(logger);
    this.openAi = new OpenAiErrorFilter(logger);
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { url } = host.switchToHttp().getRequest<FastifyRequest>();
    const filter = url.startsWith('/v1/messages') ? this.anthropic : this.openAi;
    filter.catch(thrown, host);
  }
}
