import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type AdminActor, MASTER_ACTOR, OPEN_ACTOR } from '../../access/admin-actor.js';
import { isAdminRole } from '../../access/audience.js';
import { isFromForeignPage } from '../../access/is-from-foreign-page.js';
import { audienceOf } from '../../access/may-call.decorator.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { AuthenticationError, PermissionDeniedError } from '../../errors/gateway-error.js';
import { AdminKeysService } from '../../keys/admin-keys.service.js';
import { AdminSessionsService } from '../../keys/admin-sessions.service.js';
import { KeysService } from '../../keys/keys.service.js';
import { readCredentials } from '../../keys/read-credentials.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `AdminKeyGuard` for requests to the admin API. */
    adminActor?: AdminActor;
  }
}

/** Finds out who calls the admin API, and lets in only whom the route declares. */
@Injectable()
export class AdminKeyGuard implements CanActivate {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly adminKeys: AdminKeysService,
    private readonly keys: KeysService,
    private readonly sessions: AdminSessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.identify(request);
    assertMayCall(actor, context);
    // Answers tell of keys, and some hold one.
    context.switchToHttp().getResponse<FastifyReply>().header('cache-control', 'no-store');
    request.adminActor = actor;
    return true;
  }

  private async identify({ method, headers }: FastifyRequest): Promise<AdminActor> {
    if (this.sessions.isAskedFor(headers)) return (await this.sessions.verify({ method, headers })).actor;
    const { key } = readCredentials(headers);
    const actor = key === undefined ? undefined : await this.adminKeys.identify(key);
    if (actor !== undefined) return actor;
    if (this.config.isOpen) return openActor(headers);
    const { kind } = await this.keys.identify(key);
    if (kind === 'master') return MASTER_ACTOR;
    throw new PermissionDeniedError({
      code: 'admin_key_required',
      message: 'This is a virtual key, for the LLM API. The admin API takes the master key or an admin key.',
    });
  }
}

/** Without a master key the browser's word is all that tells a person at this machine from a page they have open. */
function openActor(headers: FastifyRequest['headers']): AdminActor {
  if (!isFromForeignPage(headers)) return OPEN_ACTOR;
  throw new AuthenticationError({
    code: 'foreign_origin',
    message: 'Without a master key the admin API does not answer to pages of other origins.',
  });
}

function assertMayCall({ role }: AdminActor, context: ExecutionContext): void {
  const audience = audienceOf(context.getClass(), context.getHandler()) ?? [];
  if (audience.includes(role)) return;
  const roles = audience.filter(isAdminRole).join(', ');
  throw new PermissionDeniedError({
    code: 'role_not_allowed',
    message: `This needs one of the roles ${roles}; the key has the role ${role}.`,
  });
}
