import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { ConfigModule } from './config/config.module.js';
import type { GatewayConfig } from './config/gateway-config.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { UnroutedErrorFilter } from './gateway/unrouted-error.filter.js';
import type { Logger } from './observability/logger.js';
import { ObservabilityModule } from './observability/observability.module.js';

@Module({})
export class AppModule {
  static with(config: GatewayConfig, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.forConfig(config), ObservabilityModule.forLogger(logger), GatewayModule],
      providers: [{ provide: APP_FILTER, useClass: UnroutedErrorFilter }],
    };
  }
}
