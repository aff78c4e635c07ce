import { Controller, Get, Param, Query, Req, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { ModelNotFoundError } from '../errors/gateway-error.js';
import { mayUse } from '../keys/key-policy.js';
import type { ListedModel } from '../routing/list-models.js';
import { RouterService } from '../routing/router.service.js';
import { describeModel, type ModelDescription, type ModelList, pageOfModels } from './model-list.js';
import { OpenAiErrorFilter } from './openai-error.filter.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** The models that a caller can use, in OpenAI's shape, with Anthropic's fields for Anthropic's clients. */
@Controller()
@MayCall('llm')
@UseGuards(VirtualKeyGuard)
@UseFilters(OpenAiErrorFilter)
export class ModelsController {
  constructor(private readonly router: RouterService) {}

  @Get(['v1/models', 'models'])
  list(@Req() request: FastifyRequest, @Query() query: Record<string, unknown>): ModelList {
    return pageOfModels(this.modelsFor(request), query, 'anthropic-version' in request.headers);
  }

  /** Names may hold a slash, as in `claude_code_native/claude-sonnet-4-5`. */
  @Get(['v1/models/*', 'models/*'])
  find(@Req() request: FastifyRequest, @Param('*') id: string): ModelDescription {
    const model = this.modelsFor(request).find((listed) => listed.id === id);
    if (model !== undefined) return describeModel(model, 'anthropic-version' in request.headers);
    throw new ModelNotFoundError({ message: `The model "${id.slice(0, 200)}" is not served here.` });
  }

  /** Of a key that is held to some models, those alone. */
  private modelsFor(request: FastifyRequest): ListedModel[] {
    const models = this.router.models();
    const { grant } = callOf(request);
    return grant === undefined ? models : models.filter(({ id }) => mayUse(grant, id));
  }
}
