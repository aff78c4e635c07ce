import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { passOverRest } from '../../access/pass-over-rest.js';
import { CallerLeftError, InternalError } from '../../errors/gateway-error.js';
import { LOGGER, type Logger } from '../../observability/logger.js';
import { adminErrorBody, adminErrorOf } from './admin-error-body.js';

/** Answers every error of the admin API in OpenAI's envelope. */
@Injectable()
@Catch()
export class AdminErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { raw } = reply;
    const error = adminErrorOf(thrown);
    if (error instanceof InternalError) {
      this.logger.error({ requestId: request.id, err: error.cause ?? error }, 'fault');
    }
    if (error instanceof CallerLeftError) raw.destroy();
    if (raw.headersSent || raw.destroyed) return;
    if (!reply.sent) reply.hijack();
    const body = Buffer.from(JSON.stringify(adminErrorBody(error)));
    raw.writeHead(error.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'cache-control': 'no-store',
      'x-request-id': request.id,
      ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }),
    });
    raw.end(body);
    if (!request.raw.complete) passOverRest(request.raw);
  }
}
