import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';

import { ServiceUnavailableError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import type { GatewayCall } from './gateway-call.js';
import type { HttpConnections } from './http-connections.js';
import { Roster } from './roster.js';

/** How long callers whose answer was cut off have to read its last frame. */
const LAST_FRAME_MS = 2_000;
const RETRY_AFTER_SECONDS = 1;

export interface DrainLimits {
  /** How long new connections are still taken, so that load balancers notice first. */
  noticeMs: number;
  /** From the beginning, notice included: what is not answered by then is cut off. */
  limitMs: number;
}

/** Brings the gateway to its end: calls that are under way finish, up to a limit. */
@Injectable()
export class DrainService {
  private readonly calls = new Roster<GatewayCall>();
  private hasBegun = false;

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** From now on every answer is the last one on its connection. */
  get isDraining(): boolean {
    return this.hasBegun;
  }

  /** A call is under way. */
  enter(call: GatewayCall): void {
    this.calls.add(call);
  }

  /** Its answer has been sent, or its caller has gone. */
  leave(call: GatewayCall): void {
    this.calls.delete(call);
  }

  /** Resolves when no connection is left. Calls that take longer than the limit end in an error, and are recorded. */
  async drain(connections: HttpConnections, { noticeMs, limitMs }: DrainLimits): Promise<void> {
    const giveUpAtMs = performance.now() + limitMs;
    this.hasBegun = true;
    connections.announceEnd();
    if (noticeMs > 0) await wait(Math.min(noticeMs, limitMs));
    await connections.stopListening();
    if (await connections.endIdle(giveUpAtMs - performance.now())) return;
    this.cutCalls(limitMs);
    if (await connections.endIdle(LAST_FRAME_MS)) return;
    connections.destroyAll();
    await connections.endIdle(LAST_FRAME_MS);
  }

  private cutCalls(limitMs: number): void {
    this.logger.warn({ calls: this.calls.size, limitMs }, 'Stopping: calls that take too long are cut off.');
    for (const call of this.calls.all()) call.cut(gatewayStopping());
  }
}

function gatewayStopping(): ServiceUnavailableError {
  return new ServiceUnavailableError({
    message: 'The gateway is being stopped and can wait no longer for this answer. Try again.',
    code: 'gateway_stopping',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
