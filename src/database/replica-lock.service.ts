import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { ReplicaLock } from './replica-lock.js';

/** Refuses the start of a gateway that would count limits and budgets beside another one on the same server. */
@Injectable()
export class ReplicaLockService implements OnModuleInit, OnApplicationShutdown {
  private readonly lock: ReplicaLock | undefined;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig, @Inject(LOGGER) logger: Logger) {
    const { database, redisUrl, allowsReplicasWithoutRedis: isAllowedWithoutRedis } = config;
    if (database.kind !== 'server') return;
    const databaseUrl = database.url.reveal();
    this.lock = new ReplicaLock({ databaseUrl, redisUrl: redisUrl?.reveal(), isAllowedWithoutRedis }, logger);
  }

  async onModuleInit(): Promise<void> {
    await this.lock?.take();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.lock?.close();
  }
}
