import { Controller, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { MayCall } from '../access/may-call.decorator.js';
import { AnswersService } from './answers.service.js';
import { ChatService } from './chat.service.js';
import { OpenAiErrorFilter } from './openai-error.filter.js';
import { callOf, VirtualKeyGuard } from './virtual-key.guard.js';

/** OpenAI's Chat Completions. */
@Controller()
@MayCall('llm')
@UseGuards(VirtualKeyGuard)
@UseFilters(OpenAiErrorFilter)
export class ChatCompletionsController {
  constructor(
    private readonly chat: ChatService,
    private readonly answers: AnswersService,
  ) {}

  @Post(['v1/chat/completions', 'chat/completions'])
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.answer(reply, callOf(request), (call) => this.chat.chat(call));
  }
}
