import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, map, type Observable } from 'rxjs';

import { InvalidRequestError } from '../../errors/gateway-error.js';
import { IdempotencyService } from '../idempotency.service.js';
import { actorOf } from './actor.decorator.js';
import { requestDigest } from './request-digest.js';

const HEADER = 'idempotency-key';

/** Makes a POST that carries an `Idempotency-Key` once, and answers its repetitions with the first answer. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.headers[HEADER];
    if (request.method !== 'POST' || key === undefined) return next.handle();
    const { method, url, adminBody: body = Buffer.alloc(0) } = request;
    const call = {
      actor: actorOf(request).id,
      key: readKey(key),
      requestId: request.id,
      requestDigest: requestDigest({ method, url, body }),
      status: reply.statusCode,
    };
    return from(this.idempotency.once(call, () => lastValueFrom(next.handle()))).pipe(
      map(({ answer, isReplayed }) => {
        if (isReplayed) reply.header('idempotent-replayed', 'true');
        return answer;
      }),
    );
  }
}

function readKey(value: string | string[]): string {
  const key = String(value);
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new InvalidRequestError({
    param: HEADER,
    message: 'The Idempotency-Key must be 1 to 255 visible ASCII characters.',
  });
}
