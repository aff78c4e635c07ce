import { Global, Module } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { PrismaService } from './prisma.service.js';
import { ReplicaLockService } from './replica-lock.service.js';

/** Gives repositories the database. It is there, or known to be away, before anything that asks for it is made. */
@Global()
@Module({
  providers: [
    {
      provide: PrismaService,
      inject: [GATEWAY_CONFIG, LOGGER],
      useFactory: async (config: GatewayConfig, logger: Logger) => {
        const prisma = new PrismaService(config, logger);
        await prisma.start();
        return prisma;
      },
    },
    ReplicaLockService,
  ],
  exports: [PrismaService],
})
export class DatabaseModule {}
