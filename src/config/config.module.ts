import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, registerAs } from '@nestjs/config';
import type { GatewayConfig } from './gateway-config.js';
import { GATEWAY_CONFIG } from './gateway-config.js';

/** Gives the whole application the configuration that was read at start, under `GATEWAY_CONFIG`. */
@Module({})
export class ConfigModule {
  static forConfig(config: GatewayConfig): DynamicModule {
    const gateway = registerAs('gateway', () => config);
    return {
      module: ConfigModule,
      global: true,
      imports: [NestConfigModule.forRoot({ load: [gateway], ignoreEnvFile: true, ignoreEnvVars: true })],
      providers: [{ provide: GATEWAY_CONFIG, useExisting: gateway.KEY }],
      exports: [GATEWAY_CONFIG],
    };
  }
}
