import { type DynamicModule, Module } from '@nestjs/common';

import { LOGGER, type Logger } from './logger.js';
import { MetricsService } from './metrics/metrics.service.js';
import { SecretMask } from './redaction/secret-mask.js';
import { RequestObservers } from './request-observer.js';
import { TelemetryService } from './telemetry/telemetry.service.js';

@Module({})
export class ObservabilityModule {
  /** `mask` is what keeps secrets out of that logger's lines. */
  static forLogger(logger: Logger, mask = new SecretMask()): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: SecretMask, useValue: mask },
        { provide: RequestObservers, useValue: new RequestObservers(logger) },
        MetricsService,
        TelemetryService,
      ],
      exports: [LOGGER, SecretMask, RequestObservers, MetricsService],
    };
  }
}
