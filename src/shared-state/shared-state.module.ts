import { Global, Module } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { RedisLink } from './redis-link.js';
import { SharedStateService } from './shared-state.service.js';

/** Gives the parts that share something among replicas the link to Redis, where there is one. */
@Global()
@Module({
  providers: [
    {
      provide: SharedStateService,
      inject: [GATEWAY_CONFIG, LOGGER],
      useFactory: ({ redisUrl }: GatewayConfig, logger: Logger) =>
        new SharedStateService(redisUrl && new RedisLink(redisUrl.reveal(), logger)),
    },
  ],
  exports: [SharedStateService],
})
export class SharedStateModule {}
