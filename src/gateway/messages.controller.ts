import { Controller, HttpCode, Post, Req, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { AnthropicErrorFilter } from './anthropic-error.filter.js';
import { ChatService } from './chat.service.js';
import type { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { ServerSentEventsInterceptor } from './server-sent-events.interceptor.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** Anthropic's Messages API, passed through. */
@Controller('v1/messages')
@UseGuards(VirtualKeyGuard)
@UseInterceptors(ServerSentEventsInterceptor)
@UseFilters(AnthropicErrorFilter)
export class MessagesController {
  constructor(private readonly chat: ChatService) {}

  @Post()
  @HttpCode(200)
  create(@Req() request: FastifyRequest): Promise<WholeAnswer | StreamedAnswer> {
    return this.chat.messages(callOf(request));
  }

  @Post('count_tokens')
  @HttpCode(200)
  countTokens(@Req() request: FastifyRequest): Promise<WholeAnswer> {
    return this.chat.countTokens(callOf(request));
  }
}
