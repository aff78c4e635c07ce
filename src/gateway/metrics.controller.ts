import { Controller, Get, type OnModuleInit, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { MetricsService } from '../observability/metrics/metrics.service.js';
import { RouterService } from '../routing/router.service.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import { UsageService } from '../usage/usage.service.js';
import { deploymentRows } from './deployment-rows.js';
import { MetricsGuard } from './metrics.guard.js';
import { onceATurn } from './once-a-turn.js';
import { sharedStateRows } from './shared-state-rows.js';
import { spendRows } from './spend-rows.js';

/** What monitoring reads, in Prometheus' text format. */
@Controller()
@MayCall('metrics')
@UseGuards(MetricsGuard)
export class MetricsController implements OnModuleInit {
  constructor(
    private readonly metrics: MetricsService,
    private readonly router: RouterService,
    private readonly usage: UsageService,
    private readonly sharedState: SharedStateService,
  ) {}

  onModuleInit(): void {
    const { metrics, router, usage } = this;
    metrics.nameModels(() => router.models().map(({ id }) => id));
    metrics.add(sharedStateRows(this.sharedState.redis));
    metrics.add(
      spendRows({
        figures: onceATurn(() => usage.figures),
        isDatabaseAvailable: () => usage.isDatabaseAvailable,
      }),
    );
    metrics.add(
      deploymentRows({
        deployments: onceATurn(() => router.deployments()),
        status: onceATurn(() => router.status()),
      }),
    );
  }

  @Get('metrics')
  async render(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { contentType, body } = await this.metrics.render();
    reply.header('content-type', contentType).header('cache-control', 'no-store');
    return body;
  }
}
