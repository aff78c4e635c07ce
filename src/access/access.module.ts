import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { AccessPolicyService } from './access-policy.service.js';

/** Who may call what. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [AccessPolicyService], exports: [AccessPolicyService] })
export class AccessModule {}
