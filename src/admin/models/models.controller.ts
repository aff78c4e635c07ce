import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

import type { AdminActor, AdminChange } from '../../access/admin-actor.js';
import { MayCall } from '../../access/may-call.decorator.js';
import { DeploymentTestsService } from '../../routing/deployments/deployment-tests.service.js';
import type { DeploymentView } from '../../routing/deployments/deployment-view.js';
import { DeploymentsAdminService } from '../../routing/deployments/deployments-admin.service.js';
import { Actor, Change } from '../http/actor.decorator.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { listAnswer, type ListAnswer } from '../http/list-answer.js';
import { pageRequestOf } from '../http/page.dto.js';
import { deploymentPatchOf, newDeploymentOf } from './deployment-patch-of.js';
import { modelAnswer, type ModelAnswer, modelTestAnswer, type ModelTestAnswer } from './model-answer.js';
import { deploymentFilterOf, ModelBody, ModelsQuery, ModelTestBody, NewModelTestBody } from './models.dto.js';
import { TestSpend } from './test-spend.service.js';

/** Deployments: those of the configuration to look at, and others that come and go at run time. */
@AdminController('admin/models')
@MayCall('owner', 'admin')
export class ModelsController {
  constructor(
    private readonly deployments: DeploymentsAdminService,
    private readonly tests: DeploymentTestsService,
    private readonly testSpend: TestSpend,
  ) {}

  @Post()
  async create(@Body() body: ModelBody, @Change() change: AdminChange): Promise<ModelAnswer> {
    return this.answerChange(await this.deployments.create(newDeploymentOf(body), change), change);
  }

  @Get()
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async list(@Query() query: ModelsQuery, @Actor() actor: AdminActor): Promise<ListAnswer<ModelAnswer>> {
    const page = await this.deployments.list(deploymentFilterOf(query), pageRequestOf(query, 'text'));
    return listAnswer(
      page,
      (view) => modelAnswer(view, actor.role),
      ({ position }) => position,
    );
  }

  /** Tests a deployment before it is added. */
  @Post('test')
  @HttpCode(200)
  async testNew(
    @Body() { test_model, ...body }: NewModelTestBody,
    @Change() change: AdminChange,
  ): Promise<ModelTestAnswer> {
    return modelTestAnswer(
      await this.tests.testNew(newDeploymentOf(body), test_model, change, this.testSpend.open),
    );
  }

  @Get(':id')
  @MayCall('owner', 'admin', 'team_admin', 'viewer')
  async find(@Param('id') id: string, @Actor() actor: AdminActor): Promise<ModelAnswer> {
    return modelAnswer(await this.deployments.find(id), actor.role);
  }

  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body() body: ModelBody,
    @Change() change: AdminChange,
  ): Promise<ModelAnswer> {
    return this.answerChange(await this.deployments.update(id, deploymentPatchOf(body), change), change);
  }

  /** Answers with what it was. */
  @Delete(':id')
  async remove(@Param('id') id: string, @Change() change: AdminChange): Promise<ModelAnswer> {
    return modelAnswer(await this.deployments.delete(id, change), change.actor.role);
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(
    @Param('id') id: string,
    @Body() { model }: ModelTestBody,
    @Change() change: AdminChange,
  ): Promise<ModelTestAnswer> {
    return modelTestAnswer(await this.tests.test(id, model, change, this.testSpend.open));
  }

  @Post(':id/pause')
  @HttpCode(200)
  async pause(@Param('id') id: string, @Change() change: AdminChange): Promise<ModelAnswer> {
    return modelAnswer(await this.deployments.setPaused(id, true, change), change.actor.role);
  }

  @Post(':id/resume')
  @HttpCode(200)
  async resume(@Param('id') id: string, @Change() change: AdminChange): Promise<ModelAnswer> {
    return modelAnswer(await this.deployments.setPaused(id, false, change), change.actor.role);
  }

  private answerChange(view: DeploymentView, { actor }: AdminChange): ModelAnswer {
    return modelAnswer(view, actor.role, this.deployments.warningsFor(view));
  }
}
