import { Injectable } from '@nestjs/common';

import type { GatewayError } from '../errors/gateway-error.js';
import type { AnswerHead, AnswerStream, MessagesCall, ProviderCall } from '../providers/provider.js';
import { RouterService } from '../routing/router.service.js';
import { readChatRequest } from '../translation/chat-completions/request/read-chat-request.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import { ChatCompletionFrames } from '../translation/chat-completions/stream/translate-bytes.js';
import { MessagesBody } from '../translation/messages/messages-body.js';
import type { ChatCompletionRequest } from '../translation/wire/openai-chat.js';
import { UsageService } from '../usage/usage.service.js';
import { anthropicErrorFrame, openAiErrorFrame } from './error-frames.js';
import { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { asHeaderValue, type GatewayCall, type SettledUsage } from './gateway-call.js';
import { type Frames, MeteredStream, type StreamEnding } from './metered-stream.js';
import { readBody } from './read-body.js';
import type { ReceivedBody } from './received-body.js';
import { sessionIdOf } from './session-id.js';

/** The spine of the data plane: body → model → deployment → answer. */
@Injectable()
export class ChatService {
  constructor(
    private readonly router: RouterService,
    private readonly usage: UsageService,
  ) {}

  /** Answers a chat completion. */
  async chat(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const request = readChatRequest((await receive(call)).bytes);
    // The parsed request is all that is needed from here on.
    call.body?.settle();
    this.choose(call, request.model, request.stream === true);
    call.sessionId = sessionIdOf(call.request.headers, userIdOf(request));
    return call.isStream ? this.chatStream(call, request) : this.chatWhole(call, request);
  }

  /** Answers a Messages request, in upstream's own bytes. */
  async messages(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: true });
    this.choose(call, body.model, body.isStream);
    call.sessionId = sessionIdOf(call.request.headers, body.userId);
    return call.isStream ? this.messagesStream(call, body) : this.messagesWhole(call, body);
  }

  /** Has upstream count a request's tokens. */
  async countTokens(call: GatewayCall): Promise<WholeAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: false });
    const target = this.choose(call, body.model, false);
    const answer = await waitForUpstream(call, target.provider.countTokens(messagesCall(call, body)));
    call.complete(undefined);
    return new WholeAnswer(answer.body, answer.headers);
  }

  private choose(call: GatewayCall, model: string, isStream: boolean) {
    call.requestedModel = model;
    call.isStream = isStream;
    call.target = this.router.choose(model, call.login);
    call.attempts = 1;
    return call.target;
  }

  private async chatWhole(call: GatewayCall, request: ChatCompletionRequest): Promise<WholeAnswer> {
    const { provider } = targetOf(call);
    const answer = await waitForUpstream(call, provider.chat({ ...chatCall(call), request }));
    return this.whole(call, JSON.stringify(answer.completion), answer, droppedHeader(answer.droppedParams));
  }

  private async messagesWhole(call: GatewayCall, body: MessagesBody): Promise<WholeAnswer> {
    const { provider } = targetOf(call);
    const answer = await waitForUpstream(call, provider.messages(messagesCall(call, body)));
    return this.whole(call, answer.body, answer);
  }

  private async chatStream(call: GatewayCall, request: ChatCompletionRequest): Promise<StreamedAnswer> {
    const { provider } = targetOf(call);
    const stream = await waitForUpstream(
      call,
      provider.chatStream({ ...chatCall(call), request }, (reply) => new ChatCompletionFrames(reply)),
    );
    const headers = { ...stream.headers, ...droppedHeader(stream.droppedParams) };
    return new StreamedAnswer(this.meter(call, stream), headers, openAiErrorFrame);
  }

  private async messagesStream(call: GatewayCall, body: MessagesBody): Promise<StreamedAnswer> {
    const { provider } = targetOf(call);
    const stream = await waitForUpstream(call, provider.messagesStream(messagesCall(call, body)));
    const errorFrame = (error: GatewayError): string =>
      (stream.endsInsideEvent ? '\n\n' : '') + anthropicErrorFrame(error, call.requestId);
    return new StreamedAnswer(this.meter(call, stream), stream.headers, errorFrame);
  }

  private whole(
    call: GatewayCall,
    body: Buffer | string,
    answer: AnswerHead & { usage: UsageReading },
    moreHeaders: Record<string, string> = {},
  ): WholeAnswer {
    const settled = this.price(call, answer.usage);
    call.complete(settled);
    return new WholeAnswer(body, { ...answer.headers, ...moreHeaders, ...costHeader(settled) });
  }

  private meter(call: GatewayCall, stream: AnswerStream<Frames>): MeteredStream {
    return new MeteredStream(stream, ({ error, usage }: StreamEnding) => {
      const settled = this.price(call, usage);
      if (error === undefined) call.complete(settled);
      else call.fail(error, settled);
    });
  }

  private price(call: GatewayCall, reading: UsageReading): SettledUsage {
    const { model, priceOverride } = targetOf(call);
    return { reading, costNanoUsd: this.usage.costOf(model, reading.usage, priceOverride) };
  }
}

async function receive(call: GatewayCall): Promise<ReceivedBody> {
  call.body = await readBody(call.request.raw);
  return call.body;
}

/** What names the end user, in Anthropic's place or in OpenAI's. */
function userIdOf({ metadata, user }: ChatCompletionRequest): string | undefined {
  const userId = (metadata as { user_id?: unknown } | null | undefined)?.user_id ?? user;
  return typeof userId === 'string' ? userId : undefined;
}

function targetOf(call: GatewayCall): NonNullable<GatewayCall['target']> {
  if (call.target === undefined) throw new TypeError('No deployment has been chosen yet.');
  return call.target;
}

function providerCall(call: GatewayCall): ProviderCall {
  const { endpoint, model } = targetOf(call);
  return { endpoint, model, callerHeaders: call.request.headers, cancellation: call.cancellation };
}

function messagesCall(call: GatewayCall, body: MessagesBody): MessagesCall {
  return { ...providerCall(call), body, onBodySent: call.body?.startSending() };
}

function chatCall(call: GatewayCall) {
  const { dropParams, defaultMaxTokens } = targetOf(call);
  return { ...providerCall(call), dropParams, defaultMaxTokens };
}

/** Waits for an answer to begin, and keeps how long that took: the rest is the gateway's own time. */
async function waitForUpstream<Answer>(call: GatewayCall, answer: Promise<Answer>): Promise<Answer> {
  const startedAt = performance.now();
  try {
    return await answer;
  } finally {
    call.upstreamMs += performance.now() - startedAt;
  }
}

function droppedHeader(droppedParams: string[]): Record<string, string> {
  return droppedParams.length === 0
    ? {}
    : { 'x-tollgate-dropped-params': asHeaderValue(droppedParams.join(', ')) };
}

function costHeader({ costNanoUsd }: SettledUsage): Record<string, string> {
  return costNanoUsd === null ? {} : { 'x-tollgate-cost-usd': formatNanoUsd(costNanoUsd) };
}

/** Exact: nine decimals, of which trailing zeros are left out. */
function formatNanoUsd(nanoUsd: number): string {
  const digits = String(nanoUsd).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}
