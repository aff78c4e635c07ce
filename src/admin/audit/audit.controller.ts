import { Get, Query } from '@nestjs/common';

import { type AdminActor, teamScopeOf } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { Actor } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { listAnswer, type ListAnswer } from '../http/list-answer.js';
import { pageRequestOf } from '../http/page.dto.js';
import { positionOf } from '../http/position-of.js';
import { auditAnswer, type AuditAnswer } from './audit-answer.js';
import { auditFilterOf, AuditQuery } from './audit.dto.js';
import { AuditRepository } from './audit.repository.js';

/** Who changed what, when. */
@AdminController('admin/audit')
export class AuditController {
  constructor(private readonly audit: AuditRepository) {}

  @Get()
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async list(@Query() query: AuditQuery, @Actor() actor: AdminActor): Promise<ListAnswer<AuditAnswer>> {
    const page = await this.audit.page(
      auditFilterOf(query),
      pageRequestOf(query, 'number'),
      teamScopeOf(actor),
    );
    return listAnswer(page, auditAnswer, positionOf);
  }
}
