import { Injectable, type OnModuleInit, UseInterceptors } from '@nestjs/common';
import { ExternalContextCreator } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

import { type HeaderList, joinHeaders } from '../providers/header-list.js';
import { DrainService } from './drain.service.js';
import { StreamedAnswer, type WholeAnswer } from './gateway-answer.js';
import type { GatewayCall } from './gateway-call.js';
import { type OutgoingStream, ServerSentEventsInterceptor } from './server-sent-events.interceptor.js';

type Answer = WholeAnswer | StreamedAnswer;

/**
 * Sends the answers of the LLM API: whole ones in one piece, streams through `ServerSentEventsInterceptor`. That one is
 * around a stream that has begun, not around the route: what the framework makes for an interceptor would live until
 * upstream has answered (docs/decisions/23-interceptor-around-streams.md).
 */
@Injectable()
export class AnswersService implements OnModuleInit {
  private sendStream!: (stream: OutgoingStream) => Promise<void>;

  constructor(
    private readonly drain: DrainService,
    private readonly contexts: ExternalContextCreator,
  ) {}

  onModuleInit(): void {
    const { interceptStream } = AnswersService.prototype;
    this.sendStream = this.contexts.create(this, interceptStream, interceptStream.name);
  }

  /**
   * Sends what `make` answers, or throws what it throws. The caller's leaving is noticed from before it is asked, so
   * that upstream is cancelled also while it still thinks.
   */
  async answer(
    reply: FastifyReply,
    call: GatewayCall,
    make: (call: GatewayCall) => Promise<Answer>,
  ): Promise<void> {
    const { raw } = reply;
    this.drain.enter(call);
    raw.once('close', () => {
      this.drain.leave(call);
      if (!raw.writableFinished) call.leave();
    });
    const answer = await make(call);
    reply.hijack();
    const headers = joinHeaders(call.begin(), answer.headers);
    if (answer instanceof StreamedAnswer) await this.sendStream({ raw, headers, answer });
    else sendWhole(raw, headers, answer);
  }

  /** What the interceptor is around. */
  @UseInterceptors(ServerSentEventsInterceptor)
  interceptStream(this: void, stream: unknown): unknown {
    return stream;
  }
}

function sendWhole(raw: ServerResponse, headers: HeaderList, { body }: WholeAnswer): void {
  headers.push('content-type', 'application/json; charset=utf-8');
  headers.push('content-length', String(Buffer.byteLength(body)));
  raw.writeHead(200, headers).end(body);
}
