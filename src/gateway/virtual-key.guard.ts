import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { InternalError } from '../errors/gateway-error.js';
import { ConsoleCallersService } from '../keys/console-callers.service.js';
import { type Caller, KeysService } from '../keys/keys.service.js';
import { readCredentials } from '../keys/read-credentials.js';
import { UsageService } from '../usage/usage.service.js';
import { GatewayCall, type GatewayRoute } from './gateway-call.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `VirtualKeyGuard` for requests to the LLM API. */
    call?: GatewayCall;
  }
}

/** Finds out who calls, before anything of the body is read. */
@Injectable()
export class VirtualKeyGuard implements CanActivate {
  constructor(
    private readonly keys: KeysService,
    private readonly consoleCallers: ConsoleCallersService,
    private readonly usage: UsageService,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const call = new GatewayCall(request, routeOf(request.url), this.usage);
    request.call = call;
    const { key, login } = readCredentials(request.headers);
    call.login = login;
    const caller =
      key === undefined && this.consoleCallers.isAskedFor(request.headers)
        ? this.consoleCallers.identify(request)
        : this.keys.identify(key);
    // Nearly always known at once; a promise for nothing would cost every request.
    if (caller instanceof Promise) return caller.then((found) => admit(call, found));
    return admit(call, caller);
  }
}

function admit(call: GatewayCall, caller: Caller): true {
  call.caller = caller;
  return true;
}

/** The call that the guard has begun for a request. */
export function callOf(request: FastifyRequest): GatewayCall {
  if (request.call === undefined) throw new InternalError({ message: 'The route has no VirtualKeyGuard.' });
  return request.call;
}

function routeOf(url: string): GatewayRoute {
  if (url.includes('/count_tokens')) return 'count_tokens';
  return url.includes('/messages') ? 'messages' : 'chat_completions';
}
