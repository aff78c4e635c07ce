import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { AdminActor, AdminChange } from '../../access/admin-actor.js';
import { InternalError } from '../../errors/gateway-error.js';

/** The caller, as the guard has found out. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): AdminActor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who makes a change, and in which request. */
export const Change = createParamDecorator((_: unknown, context: ExecutionContext): AdminChange => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { actor: actorOf(request), requestId: request.id };
});

/** The caller that the guard has set on a request. */
export function actorOf(request: FastifyRequest): AdminActor {
  if (request.adminActor === undefined)
    throw new InternalError({ message: 'The route has no AdminKeyGuard.' });
  return request.adminActor;
}
