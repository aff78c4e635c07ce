import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';

import type { AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { AdminKeysService } from '../../keys/admin-keys.service.js';
import { Change } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { IdPipe } from '../http/id.pipe.js';
import { listAnswer, type ListAnswer } from '../http/list-answer.js';
import { PageQuery, pageRequestOf } from '../http/page.dto.js';
import { positionOf } from '../http/position-of.js';
import { adminKeyAnswer, type AdminKeyAnswer } from './admin-key-answer.js';
import { AdminKeyBody, newAdminKeyOf } from './admin-keys.dto.js';

/** Credentials of the admin API. They are never changed, so that nobody widens their own role. */
@AdminController('admin/admin-keys')
@MayCall('owner')
export class AdminKeysController {
  constructor(private readonly adminKeys: AdminKeysService) {}

  @Post()
  async create(@Body() body: AdminKeyBody, @Change() change: AdminChange): Promise<AdminKeyAnswer> {
    const { adminKey, secret } = await this.adminKeys.create(newAdminKeyOf(body), change);
    return adminKeyAnswer(adminKey, secret);
  }

  @Get()
  async list(@Query() query: PageQuery): Promise<ListAnswer<AdminKeyAnswer>> {
    const page = await this.adminKeys.list(pageRequestOf(query));
    return listAnswer(page, (adminKey) => adminKeyAnswer(adminKey), positionOf);
  }

  /** Revokes the key for ever; answers with what is left of it. */
  @Delete(':id')
  async revoke(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<AdminKeyAnswer> {
    return adminKeyAnswer(await this.adminKeys.revoke(id, change));
  }
}
