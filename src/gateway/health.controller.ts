import { Controller, Get, Head, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { PrismaService } from '../database/prisma.service.js';
import { DrainService } from './drain.service.js';

/** So long, keys that were seen before go on working without the database: other gateways could do no more. */
const READY_WITHOUT_DATABASE_MS = 10 * 60_000;

interface Readiness {
  readonly status: 'ok' | 'unavailable' | 'draining';
  readonly database: 'connected' | 'away' | 'none';
}

/** Probes; they need no key and tell little. */
@Controller()
@MayCall('public')
export class HealthController {
  constructor(
    private readonly prisma: PrismaService,
    private readonly drain: DrainService,
  ) {}

  @Get(['health/live', 'health/liveliness', 'health/liveness'])
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get(['health/ready', 'health/readiness'])
  ready(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const readiness = this.#readiness();
    if (readiness.status !== 'ok') reply.status(503);
    return readiness;
  }

  /** Claude Code asks this to see whether anything is here. */
  @Head()
  probe(): void {}

  #readiness(): Readiness {
    const readiness = this.#readinessOfDatabase();
    return this.drain.isDraining ? { ...readiness, status: 'draining' } : readiness;
  }

  #readinessOfDatabase(): Readiness {
    const { isConfigured, isAvailable, awayForMs } = this.prisma;
    if (!isConfigured) return { status: 'ok', database: 'none' };
    if (isAvailable) return { status: 'ok', database: 'connected' };
    return { status: awayForMs < READY_WITHOUT_DATABASE_MS ? 'ok' : 'unavailable', database: 'away' };
  }
}
