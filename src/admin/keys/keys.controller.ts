import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import type { AdminActor, AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { KeysAdminService } from '../../keys/keys-admin.service.js';
import type { ManagedKey } from '../../keys/managed-key.js';
import { Actor, Change } from '../http/actor.decorator.js';
import { addDuration } from '../http/add-duration.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { IdPipe } from '../http/id.pipe.js';
import { sortedListAnswer, type SortedListAnswer } from '../http/sorted-list-answer.js';
import { listRequestOf } from '../http/sorted-list.dto.js';
import { SpendFigures } from '../spend-figures.service.js';
import { keyAnswer, type KeyAnswer } from './key-answer.js';
import { KeyBody, keyFilterOf, keyPatchOf, KeysQuery, RotateBody } from './keys.dto.js';

/** Virtual keys: given out, changed and taken back. */
@AdminController('admin/keys')
@MayCall('owner', 'admin', 'team_admin')
export class KeysController {
  constructor(
    private readonly keys: KeysAdminService,
    private readonly spend: SpendFigures,
  ) {}

  @Post()
  async create(@Body() body: KeyBody, @Change() change: AdminChange): Promise<KeyAnswer> {
    const { key, secret } = await this.keys.create(keyPatchOf(body), change);
    return this.answer(key, secret);
  }

  @Get()
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async list(@Query() query: KeysQuery, @Actor() actor: AdminActor): Promise<SortedListAnswer<KeyAnswer>> {
    const request = listRequestOf(query);
    const page = await this.keys.list(keyFilterOf(query), request, actor);
    const spendOf = await this.spend.of('key', page.items);
    return sortedListAnswer(page, request, (key) => keyAnswer(key, spendOf(key.id)));
  }

  @Get(':id')
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async find(@Param('id', IdPipe) id: string, @Actor() actor: AdminActor): Promise<KeyAnswer> {
    return this.answer(await this.keys.find(id, actor));
  }

  @Patch(':id')
  async update(
    @Param('id', IdPipe) id: string,
    @Body() body: KeyBody,
    @Change() change: AdminChange,
  ): Promise<KeyAnswer> {
    return this.answer(await this.keys.update(id, keyPatchOf(body), change));
  }

  /** Revokes the key for ever; answers with what is left of it. */
  @Delete(':id')
  async revoke(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<KeyAnswer> {
    return this.answer(await this.keys.revoke(id, change));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  async rotate(
    @Param('id', IdPipe) id: string,
    @Body() { grace_period }: RotateBody,
    @Change() change: AdminChange,
  ): Promise<KeyAnswer> {
    const graceEndsAt = typeof grace_period === 'string' ? addDuration(new Date(), grace_period) : null;
    const { key, secret } = await this.keys.rotate(id, graceEndsAt, change);
    return this.answer(key, secret);
  }

  @Post(':id/block')
  @HttpCode(200)
  async block(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<KeyAnswer> {
    return this.answer(await this.keys.setBlocked(id, true, change));
  }

  @Post(':id/unblock')
  @HttpCode(200)
  async unblock(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<KeyAnswer> {
    return this.answer(await this.keys.setBlocked(id, false, change));
  }

  private async answer(key: ManagedKey, secret?: string): Promise<KeyAnswer> {
    const spendOf = await this.spend.of('key', [key]);
    return keyAnswer(key, spendOf(key.id), secret);
  }
}
