import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { AccessModule } from './access/access.module.js';
import { AdminModule } from './admin/admin.module.js';
import { ConfigModule } from './config/config.module.js';
import type { GatewayConfig } from './config/gateway-config.js';
import { ConsoleModule } from './console/console.module.js';
import { DatabaseModule } from './database/database.module.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { UnroutedErrorFilter } from './gateway/unrouted-error.filter.js';
import type { Logger } from './observability/logger.js';
import { ObservabilityModule } from './observability/observability.module.js';
import type { SecretMask } from './observability/redaction/secret-mask.js';
import { SharedStateModule } from './shared-state/shared-state.module.js';

@Module({})
export class AppModule {
  static with(config: GatewayConfig, logger: Logger, mask?: SecretMask): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forConfig(config),
        ObservabilityModule.forLogger(logger, mask),
        DatabaseModule,
        SharedStateModule,
        AccessModule,
        GatewayModule,
        AdminModule,
        ConsoleModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: UnroutedErrorFilter }],
    };
  }
}
