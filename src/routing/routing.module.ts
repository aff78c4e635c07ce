import { Module } from '@nestjs/common';

import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { GATEWAY_SECRET, type GatewaySecret } from '../config/gateway-secret.js';
import { ProvidersModule } from '../providers/providers.module.js';
import { CredentialCipher } from './deployments/credential-cipher.js';
import { DeploymentsRepository } from './deployments/deployments.repository.js';
import { DeploymentsService } from './deployments/deployments.service.js';
import { RouterService } from './router.service.js';
import { UpstreamOrigins } from './upstream-origins.js';

@Module({
  imports: [ProvidersModule],
  providers: [
    RouterService,
    DeploymentsRepository,
    DeploymentsService,
    {
      provide: CredentialCipher,
      useFactory: (secret: GatewaySecret) => new CredentialCipher(secret),
      inject: [GATEWAY_SECRET],
    },
    {
      provide: UpstreamOrigins,
      useFactory: (config: GatewayConfig) => new UpstreamOrigins(config),
      inject: [GATEWAY_CONFIG],
    },
  ],
  exports: [RouterService, DeploymentsRepository, DeploymentsService, CredentialCipher, UpstreamOrigins],
})
export class RoutingModule {}
