import { HttpCode, Post } from '@nestjs/common';

import type { AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { DeploymentsAdminService } from '../../routing/deployments/deployments-admin.service.js';
import { Change } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';

/** How many credentials are sealed with the present secret now. */
export interface ResealAnswer {
  resealed: number;
  already_current: number;
  /** Sealed with a secret that the gateway does not have. */
  unreadable: number;
}

/** The secret that the gateway seals with. */
@AdminController('admin/secret')
@MayCall('owner')
export class SecretController {
  constructor(private readonly deployments: DeploymentsAdminService) {}

  /** Seals every stored credential with the present secret. Can be done again at any time. */
  @Post('reseal')
  @HttpCode(200)
  async reseal(@Change() change: AdminChange): Promise<ResealAnswer> {
    const { resealed, alreadyCurrent, unreadable } = await this.deployments.reseal(change);
    return { resealed, already_current: alreadyCurrent, unreadable };
  }
}
