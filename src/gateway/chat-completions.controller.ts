import { Controller, Post, Req, Res, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { ChatService } from './chat.service.js';
import type { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { OpenAiErrorFilter } from './openai-error.filter.js';
import { ServerSentEventsInterceptor } from './server-sent-events.interceptor.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** OpenAI's Chat Completions. */
@Controller()
@MayCall('llm')
@UseGuards(VirtualKeyGuard)
@UseInterceptors(ServerSentEventsInterceptor)
@UseFilters(OpenAiErrorFilter)
export class ChatCompletionsController {
  constructor(private readonly chat: ChatService) {}

  @Post(['v1/chat/completions', 'chat/completions'])
  create(
    @Req() request: FastifyRequest,
    @Res() _sentByInterceptor: FastifyReply,
  ): Promise<WholeAnswer | StreamedAnswer> {
    return this.chat.chat(callOf(request));
  }
}
