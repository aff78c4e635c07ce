import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';

import { parseAdminBody } from './parse-admin-body.js';
import { readAdminBody } from './read-admin-body.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body of an admin call as it came, set by `AdminBodyInterceptor`. */
    adminBody?: Buffer;
  }
}

const METHODS_WITH_BODY = new Set(['POST', 'PATCH', 'PUT']);

/** Reads and parses the body of a caller whom the guard has let in, before the pipes look at it; of others little. */
@Injectable()
export class AdminBodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (METHODS_WITH_BODY.has(request.method)) {
      request.adminBody = await readAdminBody(request.raw, { isStranger: request.adminActor === undefined });
      request.body = parseAdminBody(request.adminBody);
    }
    return next.handle();
  }
}
