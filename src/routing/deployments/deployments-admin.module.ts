import { Module } from '@nestjs/common';

import { ProvidersModule } from '../../providers/providers.module.js';
import { DeploymentTestsService } from './deployment-tests.service.js';
import { DeploymentsAdminService } from './deployments-admin.service.js';
import { RoutingModule } from '../routing.module.js';

/** Managing deployments; the request path needs none of it. */
@Module({
  imports: [RoutingModule, ProvidersModule],
  providers: [DeploymentsAdminService, DeploymentTestsService],
  exports: [DeploymentsAdminService, DeploymentTestsService],
})
export class DeploymentsAdminModule {}
