import { Get } from '@nestjs/common';

import type { AdminActor } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { Actor } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import type { AttentionItem } from './attention-item.js';
import { AttentionService } from './attention.service.js';

/** What should be looked at. */
@AdminController('admin/attention')
@MayCall('owner', 'admin', 'team_admin', 'viewer')
export class AttentionController {
  constructor(private readonly attention: AttentionService) {}

  @Get()
  async list(@Actor() actor: AdminActor): Promise<{ data: AttentionItem[] }> {
    return { data: await this.attention.items(actor) };
  }
}
