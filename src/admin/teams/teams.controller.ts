import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import type { AdminActor, AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import type { ManagedTeam } from '../../keys/managed-team.js';
import { TeamsAdminService } from '../../keys/teams-admin.service.js';
import { Actor, Change } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { IdPipe } from '../http/id.pipe.js';
import { sortedListAnswer, type SortedListAnswer } from '../http/sorted-list-answer.js';
import { listRequestOf } from '../http/sorted-list.dto.js';
import { SpendFigures } from '../spend-figures.service.js';
import { teamAnswer, type TeamAnswer } from './team-answer.js';
import { CreateTeamBody, teamFilterOf, teamPatchOf, TeamsQuery, UpdateTeamBody } from './teams.dto.js';

/** Teams. Their own admins see them, and do not change them. */
@AdminController('admin/teams')
@MayCall('owner', 'admin')
export class TeamsController {
  constructor(
    private readonly teams: TeamsAdminService,
    private readonly spend: SpendFigures,
  ) {}

  @Post()
  async create(@Body() body: CreateTeamBody, @Change() change: AdminChange): Promise<TeamAnswer> {
    const patch = { ...teamPatchOf(body), name: body.name };
    return this.answer(await this.teams.create(patch, change));
  }

  @Get()
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async list(@Query() query: TeamsQuery, @Actor() actor: AdminActor): Promise<SortedListAnswer<TeamAnswer>> {
    const request = listRequestOf(query);
    const page = await this.teams.list(teamFilterOf(query), request, actor);
    const spendOf = await this.spend.of('team', page.items);
    return sortedListAnswer(page, request, (team) => teamAnswer(team, spendOf(team.id)));
  }

  @Get(':id')
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async find(@Param('id', IdPipe) id: string, @Actor() actor: AdminActor): Promise<TeamAnswer> {
    return this.answer(await this.teams.find(id, actor));
  }

  @Patch(':id')
  async update(
    @Param('id', IdPipe) id: string,
    @Body() body: UpdateTeamBody,
    @Change() change: AdminChange,
  ): Promise<TeamAnswer> {
    return this.answer(await this.teams.update(id, teamPatchOf(body), change));
  }

  /** Deletes what nothing hangs on; answers with what it was. */
  @Delete(':id')
  async delete(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<TeamAnswer> {
    return this.answer(await this.teams.delete(id, change));
  }

  @Post(':id/block')
  @HttpCode(200)
  async block(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<TeamAnswer> {
    return this.answer(await this.teams.setBlocked(id, true, change));
  }

  @Post(':id/unblock')
  @HttpCode(200)
  async unblock(@Param('id', IdPipe) id: string, @Change() change: AdminChange): Promise<TeamAnswer> {
    return this.answer(await this.teams.setBlocked(id, false, change));
  }

  private async answer(team: ManagedTeam): Promise<TeamAnswer> {
    const spendOf = await this.spend.of('team', [team]);
    return teamAnswer(team, spendOf(team.id));
  }
}
