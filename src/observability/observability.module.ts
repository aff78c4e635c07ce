import { type DynamicModule, Module } from '@nestjs/common';

import { LOGGER, type Logger } from './logger.js';

@Module({})
export class ObservabilityModule {
  static forLogger(logger: Logger): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      providers: [{ provide: LOGGER, useValue: logger }],
      exports: [LOGGER],
    };
  }
}
