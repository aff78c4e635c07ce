import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, registerAs } from '@nestjs/config';
import type { GatewayConfig } from './gateway-config.js';
import { GATEWAY_CONFIG } from './gateway-config.js';
import { GATEWAY_SECRET, readGatewaySecret } from './gateway-secret.js';

/** Gives the whole application what was read at start: `GATEWAY_CONFIG` and `GATEWAY_SECRET`. */
@Module({})
export class ConfigModule {
  static forConfig(config: GatewayConfig): DynamicModule {
    const gateway = registerAs('gateway', () => config);
    return {
      module: ConfigModule,
      global: true,
      imports: [NestConfigModule.forRoot({ load: [gateway], ignoreEnvFile: true, ignoreEnvVars: true })],
      providers: [
        { provide: GATEWAY_CONFIG, useExisting: gateway.KEY },
        { provide: GATEWAY_SECRET, useFactory: () => readGatewaySecret(config) },
      ],
      exports: [GATEWAY_CONFIG, GATEWAY_SECRET],
    };
  }
}
