import { Injectable } from '@nestjs/common';

import { CallerLeftError, type GatewayError } from '../errors/gateway-error.js';
import type { HeaderList } from '../providers/header-list.js';
import type { AnswerHead, AnswerStream, ChatCall, MessagesCall } from '../providers/provider.js';
import { RouterService } from '../routing/router.service.js';
import type { ReplyContext } from '../translation/chat-completions/reply-context.js';
import { readChatRequest } from '../translation/chat-completions/request/read-chat-request.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import { ChatCompletionFrames } from '../translation/chat-completions/stream/translate-bytes.js';
import { MessagesBody } from '../translation/messages/messages-body.js';
import type { DeliveredOutput } from '../translation/delivered-output.js';
import { DEFAULT_MAX_TOKENS } from '../translation/chat-completions/request/convert-max-tokens.js';
import { NO_TOKEN_USAGE } from '../translation/token-usage.js';
import type { ChatCompletionRequest, JsonObject } from '../translation/wire/openai-chat.js';
import { estimateOutputTokens } from '../pricing/estimate-tokens.js';
import { UsageService } from '../usage/usage.service.js';
import { AdmissionService, type AskedSize } from './admission.service.js';
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
    private readonly admission: AdmissionService,
    private readonly usage: UsageService,
  ) {}

  /** Answers a chat completion. */
  async chat(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const body = await receive(call);
    const request = readChatRequest(body.bytes);
    call.sessionId = sessionIdOf(call.request.headers, userIdOf(request));
    const target = this.choose(call, request.model, request.stream === true);
    const maxOutputTokens = mostOutputTokensOf(request, target.defaultMaxTokens);
    await this.admit(call, { body: body.bytes, maxOutputTokens });
    // The parsed request is all that is needed from here on.
    body.settle();
    return call.isStream ? this.chatStream(call, request) : this.chatWhole(call, request);
  }

  /** Answers a Messages request, in upstream's own bytes. */
  async messages(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: true });
    call.sessionId = sessionIdOf(call.request.headers, body.userId);
    this.choose(call, body.model, body.isStream);
    await this.admit(call, { body: body.bytes, maxOutputTokens: body.maxTokens });
    return call.isStream ? this.messagesStream(call, body) : this.messagesWhole(call, body);
  }

  /** Has upstream count a request's tokens. */
  async countTokens(call: GatewayCall): Promise<WholeAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: false });
    const target = this.choose(call, body.model, false);
    this.admission.takeTicket(call, 0);
    call.attempts = 1;
    const answer = await this.waitForUpstream(call, target.provider.countTokens(messagesCall(call, body)));
    await call.complete(undefined);
    return new WholeAnswer(answer.body, answer.headers);
  }

  private choose(call: GatewayCall, model: string, isStream: boolean) {
    call.requestedModel = model;
    call.isStream = isStream;
    call.target = this.router.route({
      model: this.admission.resolveModel(call, model),
      isStream,
      callerLogin: call.login,
      estimatedTokens: 0,
      conversation: () => undefined,
    }).target;
    return call.target;
  }

  private admit(call: GatewayCall, asked: AskedSize): Promise<void> | undefined {
    return this.admission.admit(call, targetOf(call), asked);
  }

  private async chatWhole(call: GatewayCall, request: ChatCompletionRequest): Promise<WholeAnswer> {
    const { provider } = targetOf(call);
    const answer = await this.waitForUpstream(call, provider.chat(chatCall(call, request)));
    return this.whole(call, JSON.stringify(answer.completion), answer, answer.droppedParams);
  }

  private async messagesWhole(call: GatewayCall, body: MessagesBody): Promise<WholeAnswer> {
    const { provider } = targetOf(call);
    const answer = await this.waitForUpstream(call, provider.messages(messagesCall(call, body)));
    return this.whole(call, answer.body, answer);
  }

  private async chatStream(call: GatewayCall, request: ChatCompletionRequest): Promise<StreamedAnswer> {
    const { provider } = targetOf(call);
    const stream = await this.waitForUpstream(
      call,
      provider.chatStream(chatCall(call, request), makeChatFrames),
    );
    const headers = [...stream.headers, ...droppedHeader(stream.droppedParams)];
    return new StreamedAnswer(this.meter(call, stream), headers, openAiErrorFrame);
  }

  private async messagesStream(call: GatewayCall, body: MessagesBody): Promise<StreamedAnswer> {
    const { provider } = targetOf(call);
    const stream = await this.waitForUpstream(call, provider.messagesStream(messagesCall(call, body)));
    const errorFrame = (error: GatewayError): string =>
      (stream.endsInsideEvent ? '\n\n' : '') + anthropicErrorFrame(error, call.requestId);
    return new StreamedAnswer(this.meter(call, stream), stream.headers, errorFrame);
  }

  /** Waits for an answer to begin, and keeps how long that took: the rest is the gateway's own time. */
  private async waitForUpstream<Answer>(call: GatewayCall, answer: Promise<Answer>): Promise<Answer> {
    const startedAt = performance.now();
    try {
      return await answer;
    } catch (error) {
      if (error instanceof CallerLeftError && call.attempt !== undefined) this.chargeInput(call, error);
      throw error;
    } finally {
      call.upstreamMs += performance.now() - startedAt;
    }
  }

  /** Upstream had the request when the caller left, and counts its input whether or not it answers. */
  private chargeInput(call: GatewayCall, error: CallerLeftError): void {
    const usage = { ...NO_TOKEN_USAGE, inputTokens: call.estimatedInputTokens };
    void call.fail(error, this.price(call, { usage, isSuspect: false }, true));
  }

  private async whole(
    call: GatewayCall,
    body: Buffer | string,
    { headers, usage }: AnswerHead & { usage: UsageReading },
    droppedParams: string[] = [],
  ): Promise<WholeAnswer> {
    const delivered = { utf8Bytes: Buffer.byteLength(body), deltas: 0, isCounted: true };
    const settled = this.settledUsage(call, usage, delivered);
    await call.complete(settled);
    return new WholeAnswer(body, [...headers, ...droppedHeader(droppedParams), ...costHeader(settled)]);
  }

  private meter(call: GatewayCall, stream: AnswerStream<Frames>): MeteredStream {
    return new MeteredStream(stream, ({ error, usage, delivered }: StreamEnding) => {
      const settled = this.settledUsage(call, usage, delivered);
      return error === undefined ? call.complete(settled) : call.fail(error, settled);
    });
  }

  /** What upstream counted, or where it did not, what is known of the request and the answer. */
  private settledUsage(call: GatewayCall, reading: UsageReading, delivered: Delivered): SettledUsage {
    return delivered.isCounted && !reading.isSuspect
      ? this.price(call, reading, false)
      : this.price(call, estimateMissing(reading, delivered, call.estimatedInputTokens), true);
  }

  private price(call: GatewayCall, reading: UsageReading, isEstimated: boolean): SettledUsage {
    const { model, priceOverride } = targetOf(call);
    return { reading, isEstimated, costNanoUsd: this.usage.costOf(model, reading.usage, priceOverride) };
  }
}

async function receive(call: GatewayCall): Promise<ReceivedBody> {
  call.body = await readBody(call.request.raw);
  return call.body;
}

type Delivered = Pick<DeliveredOutput, 'utf8Bytes' | 'deltas' | 'isCounted'>;

/** Output is never under what came by: upstream counts all of it, whether or not it says so. */
function estimateMissing(
  { usage, isSuspect }: UsageReading,
  delivered: Delivered,
  estimatedInputTokens: number,
): UsageReading {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = usage;
  const hasInput = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens > 0;
  return {
    usage: {
      ...usage,
      inputTokens: hasInput ? inputTokens : estimatedInputTokens,
      outputTokens: Math.max(usage.outputTokens, estimateOutputTokens(delivered)),
    },
    isSuspect,
  };
}

/** Where a request thinks, its budget may raise what it names: then the model's own limit holds. */
function mostOutputTokensOf(request: ChatCompletionRequest, defaultMaxTokens = DEFAULT_MAX_TOKENS) {
  const { max_completion_tokens, max_tokens, reasoning_effort, thinking } = request as JsonObject;
  if (reasoning_effort !== undefined || thinking !== undefined) return undefined;
  const named = max_completion_tokens ?? max_tokens ?? defaultMaxTokens;
  return typeof named === 'number' ? named : undefined;
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

function messagesCall(call: GatewayCall, body: MessagesBody): MessagesCall {
  const { endpoint, model } = targetOf(call);
  return {
    endpoint,
    model,
    callerHeaders: call.request.headers,
    cancellation: call.cancellation,
    body,
    onBodySent: call.body?.startSending(),
  };
}

function chatCall(call: GatewayCall, request: ChatCompletionRequest): ChatCall {
  const { endpoint, model, dropParams, defaultMaxTokens } = targetOf(call);
  return {
    endpoint,
    model,
    callerHeaders: call.request.headers,
    cancellation: call.cancellation,
    request,
    dropParams,
    defaultMaxTokens,
  };
}

function makeChatFrames(reply: ReplyContext): ChatCompletionFrames {
  return new ChatCompletionFrames(reply);
}

function droppedHeader(droppedParams: string[]): HeaderList {
  if (droppedParams.length === 0) return [];
  return ['x-tollgate-dropped-params', asHeaderValue(droppedParams.join(', '))];
}

function costHeader({ costNanoUsd }: SettledUsage): HeaderList {
  return costNanoUsd === null ? [] : ['x-tollgate-cost-usd', formatNanoUsd(costNanoUsd)];
}

/** Exact: nine decimals, of which trailing zeros are left out. */
function formatNanoUsd(nanoUsd: number): string {
  const digits = String(nanoUsd).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}
