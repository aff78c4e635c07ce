import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { isLoopbackHost } from '../config/is-loopback-host.js';
import { PermissionDeniedError } from '../errors/gateway-error.js';
import { KeysService } from '../keys/keys.service.js';
import { readCredentials } from '../keys/read-credentials.js';

/** What proxies add: a request with one of these began elsewhere, even where its proxy is on this machine. */
const FORWARDED = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'forwarded',
  'via',
];

/** Lets in the master key, and without a key programs on the gateway's own machine. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly keys: KeysService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { key } = readCredentials(request.headers);
    if (key === undefined && isFromThisMachine(request)) return true;
    const { kind } = await this.keys.identify(key);
    if (kind !== 'virtual_key') return true;
    throw new PermissionDeniedError({
      code: 'master_key_required',
      message: 'This is a virtual key, for the LLM API. The metrics take the master key.',
    });
  }
}

/** By a name of this machine, too: a page in a browser here could reach it under a name of its own. */
function isFromThisMachine({ headers, hostname, socket }: FastifyRequest): boolean {
  if (FORWARDED.some((name) => name in headers)) return false;
  return isLoopbackHost(socket.remoteAddress ?? '') && isLoopbackHost(hostname);
}
