import { Controller, Get, Param, Query, Req, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { ModelNotFoundError } from '../errors/gateway-error.js';
import { RouterService } from '../routing/router.service.js';
import { describeModel, type ModelDescription, type ModelList, pageOfModels } from './model-list.js';
import { OpenAiErrorFilter } from './openai-error.filter.js';
import { VirtualKeyGuard } from './virtual-key.guard.js';

/** The models that a caller can use, in OpenAI's shape, with Anthropic's fields for Anthropic's clients. */
@Controller()
@UseGuards(VirtualKeyGuard)
@UseFilters(OpenAiErrorFilter)
export class ModelsController {
  constructor(private readonly router: RouterService) {}

  @Get(['v1/models', 'models'])
  list(@Req() { headers }: FastifyRequest, @Query() query: Record<string, unknown>): ModelList {
    return pageOfModels(this.router.models(), query, 'anthropic-version' in headers);
  }

  /** Names may hold a slash, as in `claude_code_native/claude-sonnet-4-5`. */
  @Get(['v1/models/*', 'models/*'])
  find(@Req() { headers }: FastifyRequest, @Param('*') id: string): ModelDescription {
    const model = this.router.models().find((listed) => listed.id === id);
    if (model !== undefined) return describeModel(model, 'anthropic-version' in headers);
    throw new ModelNotFoundError({ message: `The model "${id.slice(0, 200)}" is not served here.` });
  }
}
