import { Controller, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { AnswersService } from './answers.service.js';
import { AnthropicErrorFilter } from './anthropic-error.filter.js';
import { ChatService } from './chat.service.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** Anthropic's Messages API, passed through. */
@Controller('v1/messages')
@MayCall('llm')
@UseGuards(VirtualKeyGuard)
@UseFilters(AnthropicErrorFilter)
export class MessagesController {
  constructor(
    private readonly chat: ChatService,
    private readonly answers: AnswersService,
  ) {}

  @Post()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.answer(reply, callOf(request), (call) => this.chat.messages(call));
  }

  @Post('count_tokens')
  countTokens(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.answer(reply, callOf(request), (call) => this.chat.countTokens(call));
  }
}
