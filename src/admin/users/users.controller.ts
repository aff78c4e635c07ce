import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import type { AdminActor, AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import type { ManagedUser } from '../../keys/managed-user.js';
import { UsersAdminService } from '../../keys/users-admin.service.js';
import { Actor, Change } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { IdPipe } from '../http/id.pipe.js';
import { sortedListAnswer, type SortedListAnswer } from '../http/sorted-list-answer.js';
import { listRequestOf } from '../http/sorted-list.dto.js';
import { SpendFigures } from '../spend-figures.service.js';
import { userAnswer, type UserAnswer } from './user-answer.js';
import { CreateUserBody, userFilterOf, userPatchOf, UsersQuery, UpdateUserBody } from './users.dto.js';

/** Users: people, whose budgets and limits hold on top of those of their keys. */
@AdminController('admin/users')
@MayCall('owner', 'admin', 'team_admin')
export class UsersController {
  constructor(
    private readonly users: UsersAdminService,
    private readonly spend: SpendFigures,
  ) {}

  @Post()
  async create(@Body() body: CreateUserBody, @Change() change: AdminChange): Promise<UserAnswer> {
    const patch = { ...userPatchOf(body), name: body.name };
    return this.answer(await this.users.create(patch, change));
  }

  @Get()
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async list(@Query() query: UsersQuery, @Actor() actor: AdminActor): Promise<SortedListAnswer<UserAnswer>> {
    const request = listRequestOf(query);
    const page = await this.users.list(userFilterOf(query), request, actor);
    const spendOf = await this.spend.of('user', page.items);
    return sortedListAnswer(page, request, (user) => userAnswer(user, spendOf(user.id)));
  }

  @Get(':id')
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async find(@Param('id', IdPipe) id: string, @Actor() actor: AdminActor): Promise<UserAnswer> {
    return this.answer(await this.users.find(id, actor));
  }

  @Patch(':id')
  async update(
    @Param('id', IdPipe) id: string,
    @Body() body: UpdateUserBody,
    @Change() change: AdminChange,
  ): Promise<UserAnswer> {
    return this.answer(await this.users.update(id, userPatchOf(body), change));
  }

  /** Deletes what nothing hangs on; answers with what it was. */
  @Delete(':id')
  async delete(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<UserAnswer> {
    return this.answer(await this.users.delete(id, change));
  }

  @Post(':id/block')
  @HttpCode(200)
  async block(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<UserAnswer> {
    return this.answer(await this.users.setBlocked(id, true, change));
  }

  @Post(':id/unblock')
  @HttpCode(200)
  async unblock(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<UserAnswer> {
    return this.answer(await this.users.setBlocked(id, false, change));
  }

  private async answer(user: ManagedUser): Promise<UserAnswer> {
    const spendOf = await this.spend.of('user', [user]);
    return userAnswer(user, spendOf(user.id));
  }
}
