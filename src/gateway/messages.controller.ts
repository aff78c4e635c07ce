import { Controller, Post, Req, Res, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { AnthropicErrorFilter } from './anthropic-error.filter.js';
import { ChatService } from './chat.service.js';
import type { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { ServerSentEventsInterceptor } from './server-sent-events.interceptor.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** Anthropic's Messages API, passed through. */
@Controller('v1/messages')
@MayCall('llm')
@UseGuards(VirtualKeyGuard)
@UseInterceptors(ServerSentEventsInterceptor)
@UseFilters(AnthropicErrorFilter)
export class MessagesController {
  constructor(private readonly chat: ChatService) {}

  @Post()
  create(
    @Req() request: FastifyRequest,
    @Res() _sentByInterceptor: FastifyReply,
  ): Promise<WholeAnswer | StreamedAnswer> {
    return this.chat.messages(callOf(request));
  }

  @Post('count_tokens')
  countTokens(@Req() request: FastifyRequest, @Res() _sentByInterceptor: FastifyReply): Promise<WholeAnswer> {
    return this.chat.countTokens(callOf(request));
  }
}
