import { Inject, Injectable } from '@nestjs/common';

import { CallerLeftError, GatewayError, InternalError } from '../errors/gateway-error.js';
import { rateLimitedTokens } from '../keys/rate-limited-tokens.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import type { HeaderList } from '../providers/header-list.js';
import type { AnswerHead, AnswerStream, ChatCall, MessagesCall } from '../providers/provider.js';
import type { CallRoute, NextAttempt, RouteTarget } from '../routing/call/call-route.js';
import { RouterService } from '../routing/router.service.js';
import type { ReplyContext } from '../translation/chat-completions/reply-context.js';
import { readChatRequest } from '../translation/chat-completions/request/read-chat-request.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import { ChatCompletionFrames } from '../translation/chat-completions/stream/translate-bytes.js';
import { MessagesBody } from '../translation/messages/messages-body.js';
import type { DeliveredOutput } from '../translation/delivered-output.js';
import { usageOfInput } from '../translation/token-usage.js';
import type { ChatCompletionRequest, JsonObject } from '../translation/wire/openai-chat.js';
import { estimateOutputTokens } from '../pricing/estimate-tokens.js';
import { UsageService } from '../usage/usage.service.js';
import { AdmissionService } from './admission.service.js';
import { AskedSize, type OutputLimit } from './asked-size.js';
import { type ConversationStart, conversationOf } from './conversation.js';
import { anthropicErrorFrame, openAiErrorFrame } from './error-frames.js';
import { StreamedAnswer, WholeAnswer } from './gateway-answer.js';
import { asHeaderValue, type GatewayCall, type SettledUsage } from './gateway-call.js';
import { type Frames, MeteredStream, type StreamEnding } from './metered-stream.js';
import { pause } from './pause.js';
import { readBody } from './read-body.js';
import type { ReceivedBody } from './received-body.js';
import { sessionIdOf } from './session-id.js';

/** Asks a deployment; called anew for each attempt. */
type Ask<Answer> = (target: RouteTarget) => Promise<Answer>;

/** An answer that is there as a whole, or a stream that has begun. */
type SomeAnswer = AnswerHead & { usage: UsageReading } & Partial<
    Pick<AnswerStream<Frames>, 'delivered' | 'cancel'>
  >;

/** What a call asks for, before its deployment is known. */
interface Asked {
  model: string;
  isStream: boolean;
  size: AskedSize;
  conversationStart: ConversationStart;
}

/** The spine of the data plane: body → model → deployments, until one answers → answer. */
@Injectable()
export class ChatService {
  constructor(
    private readonly router: RouterService,
    private readonly admission: AdmissionService,
    private readonly usage: UsageService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers a chat completion. */
  async chat(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const body = await receive(call);
    const request = readChatRequest(body.bytes);
    call.sessionId = sessionIdOf(call.request.headers, userIdOf(request));
    const size = new AskedSize(body.bytes, outputLimitOf(request));
    const { model, stream } = request;
    const conversationStart = (): unknown => startOfConversation(request);
    const taken = this.findWay(call, { model, isStream: stream === true, size, conversationStart });
    if (taken !== undefined) await taken;
    const admitted = this.admission.beginAttempt(call, targetOf(call), size);
    if (admitted !== undefined) await admitted;
    // The parsed request is all that is needed from here on.
    body.settle();
    return call.isStream ? this.chatStream(call, request, size) : this.chatWhole(call, request, size);
  }

  /** Answers a Messages request, in upstream's own bytes. */
  async messages(call: GatewayCall): Promise<WholeAnswer | StreamedAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: true });
    call.sessionId = sessionIdOf(call.request.headers, body.userId);
    const size = new AskedSize(body.bytes, body.maxTokens ?? 'model');
    const { model, isStream } = body;
    const taken = this.findWay(call, { model, isStream, size, conversationStart: () => body.readStart() });
    if (taken !== undefined) await taken;
    const admitted = this.admission.beginAttempt(call, targetOf(call), size);
    if (admitted !== undefined) await admitted;
    return call.isStream ? this.messagesStream(call, body, size) : this.messagesWhole(call, body, size);
  }

  /** Has upstream count a request's tokens. */
  async countTokens(call: GatewayCall): Promise<WholeAnswer> {
    const body = MessagesBody.read((await receive(call)).bytes, { needsMaxTokens: false });
    call.requestedModel = body.model;
    call.way = this.router.route({
      model: this.admission.resolveModel(call, body.model),
      isStream: false,
      callerLogin: call.login,
      estimatedTokens: 0,
      conversation: () => undefined,
    });
    const taken = this.admission.takeTicket(call, 0);
    if (taken !== undefined) await taken;
    call.beginAttempt();
    const answer = await this.firstAnswer(call, undefined, ({ provider }) =>
      provider.countTokens(messagesCall(call, body)),
    );
    await call.complete(undefined);
    return new WholeAnswer(answer.body, answer.headers);
  }

  /** Finds the call's way and takes its place within the limits, which may have to be waited for. */
  private findWay(
    call: GatewayCall,
    { model, isStream, size, conversationStart }: Asked,
  ): Promise<void> | undefined {
    call.requestedModel = model;
    call.isStream = isStream;
    const estimatedTokens = this.admission.estimatedTokensOf(size);
    call.way = this.router.route({
      model: this.admission.resolveModel(call, model),
      isStream,
      callerLogin: call.login,
      estimatedTokens,
      conversation: () => conversationOf(call, conversationStart),
    });
    return this.admission.takeTicket(call, estimatedTokens);
  }

  private async chatWhole(
    call: GatewayCall,
    request: ChatCompletionRequest,
    size: AskedSize,
  ): Promise<WholeAnswer> {
    const answer = await this.firstAnswer(call, size, ({ provider }) =>
      provider.chat(chatCall(call, request)),
    );
    return this.whole(call, JSON.stringify(answer.completion), answer, answer.droppedParams);
  }

  private async messagesWhole(call: GatewayCall, body: MessagesBody, size: AskedSize): Promise<WholeAnswer> {
    const answer = await this.firstAnswer(call, size, ({ provider }) =>
      provider.messages(messagesCall(call, body)),
    );
    return this.whole(call, answer.body, answer);
  }

  private async chatStream(
    call: GatewayCall,
    request: ChatCompletionRequest,
    size: AskedSize,
  ): Promise<StreamedAnswer> {
    const stream = await this.firstAnswer(call, size, ({ provider }) =>
      provider.chatStream(chatCall(call, request), makeChatFrames),
    );
    const headers = [...stream.headers, ...droppedHeader(stream.droppedParams)];
    return new StreamedAnswer(this.meter(call, stream), headers, openAiErrorFrame);
  }

  private async messagesStream(
    call: GatewayCall,
    body: MessagesBody,
    size: AskedSize,
  ): Promise<StreamedAnswer> {
    const stream = await this.firstAnswer(call, size, ({ provider }) =>
      provider.messagesStream(messagesCall(call, body)),
    );
    const errorFrame = (error: GatewayError): string =>
      (stream.endsInsideEvent ? '\n\n' : '') + anthropicErrorFrame(error, call.requestId);
    return new StreamedAnswer(this.meter(call, stream), stream.headers, errorFrame);
  }

  /**
   * The answer of the first deployment that begins one. The first attempt has been admitted; each further one reserves
   * anew and leaves a record of its own. `size` is absent for what is free of charge.
   */
  private async firstAnswer<Answer extends SomeAnswer>(
    call: GatewayCall,
    size: AskedSize | undefined,
    ask: Ask<Answer>,
  ): Promise<Answer> {
    const way = wayOf(call);
    let next: NextAttempt | undefined;
    let refused: Answer | undefined;
    for (;;) {
      try {
        if (next !== undefined) await this.beginAgain(call, size, next);
        const answer = await this.waitForUpstream(call, ask(way.target));
        way.answered(answer.headers);
        next = answer.isRefusal ? this.leaveRefusal(call, way, answer) : undefined;
        if (next === undefined) {
          refused?.cancel?.();
          return answer;
        }
        refused = answer;
      } catch (thrown) {
        const error = asGatewayError(thrown);
        next = this.leaveFailure(call, way, error, refused !== undefined);
        if (next !== undefined) continue;
        if (refused !== undefined) return refused;
        throw thrown;
      }
    }
  }

  private async beginAgain(call: GatewayCall, size: AskedSize | undefined, { delayMs }: NextAttempt) {
    await this.waitForUpstream(call, pause(delayMs, call.cancellation));
    call.startAgain();
    if (size === undefined) call.beginAttempt();
    else await this.admission.beginAttempt(call, targetOf(call), size);
  }

  /** Where to go after an attempt that failed before its answer began. Undefined: the call ends here. */
  private leaveFailure(call: GatewayCall, way: CallRoute, error: GatewayError, hasRefusal: boolean) {
    const { target } = way;
    way.end({ error, tokens: 0 });
    const next = call.cancellation.reason === undefined ? way.next(error) : undefined;
    if (next === undefined && !hasRefusal) return undefined;
    const { attempts, requestId } = call;
    const { type: errorType, code: errorCode, status } = error;
    call.moveOn({ result: error instanceof CallerLeftError ? 'cancelled' : 'failed', status, error });
    this.logger.info(
      { requestId, attempt: attempts, deploymentId: target.deploymentId, errorType, errorCode, ...next },
      'attempt failed',
    );
    return next;
  }

  /** Where to go after the model has refused to answer, which is paid for. Undefined: the caller gets the refusal. */
  private leaveRefusal(call: GatewayCall, way: CallRoute, answer: SomeAnswer) {
    if (!way.hasRefusalFallback) return undefined;
    const usage = this.settledUsage(call, answer.usage, answer.delivered ?? WHOLE);
    way.end({ tokens: rateLimitedTokens(usage.reading.usage) });
    const next = way.nextAfterRefusal();
    if (next !== undefined) call.moveOn({ result: 'completed', status: 200, usage });
    return next;
  }

  /** Waits for an answer to begin, and keeps how long that took: the rest is the gateway's own time. */
  private async waitForUpstream<Answer>(call: GatewayCall, answer: Promise<Answer>): Promise<Answer> {
    const startedAt = performance.now();
    try {
      return await answer;
    } catch (error) {
      const { reason } = call.cancellation;
      if (reason !== undefined && reason === error) this.chargeInput(call, reason);
      throw error;
    } finally {
      call.upstreamMs += performance.now() - startedAt;
    }
  }

  /** Upstream had the request when the call was given up, and counts its input whether or not it answers. */
  private chargeInput(call: GatewayCall, error: GatewayError): void {
    if (call.attempt === undefined) return;
    const usage = usageOfInput(call.estimatedInputTokens);
    void call.fail(error, this.price(call, { usage, isSuspect: false }, true));
  }

  private async whole(
    call: GatewayCall,
    body: Buffer | string,
    { headers, usage }: AnswerHead & { usage: UsageReading },
    droppedParams: string[] = [],
  ): Promise<WholeAnswer> {
    const delivered = usage.isSuspect ? { ...WHOLE, utf8Bytes: Buffer.byteLength(body) } : WHOLE;
    const settled = this.settledUsage(call, usage, delivered);
    const cost = call.costWith(settled);
    await call.complete(settled);
    return new WholeAnswer(body, [...headers, ...droppedHeader(droppedParams), ...costHeader(cost)]);
  }

  private meter(call: GatewayCall, stream: AnswerStream<Frames>): MeteredStream {
    return new MeteredStream(stream, ({ error, usage, delivered }: StreamEnding) => {
      const settled = this.settledUsage(call, usage, delivered);
      if (error === undefined) return call.complete(settled);
      return call.fail(call.cancellation.reason ?? error, settled);
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

/** Of an answer that is there as a whole. */
const WHOLE: Delivered = { utf8Bytes: 0, deltas: 0, isCounted: true };

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
function outputLimitOf(request: ChatCompletionRequest): OutputLimit {
  const { max_completion_tokens, max_tokens, reasoning_effort, thinking } = request as JsonObject;
  if (reasoning_effort !== undefined || thinking !== undefined) return 'model';
  const named = max_completion_tokens ?? max_tokens ?? 'deployment';
  return typeof named === 'number' || named === 'deployment' ? named : 'model';
}

/** What all requests of one conversation begin with. */
function startOfConversation({ messages, tools }: ChatCompletionRequest): unknown {
  const firstOfUser = messages.findIndex(
    (message) => (message as { role?: unknown } | null)?.role === 'user',
  );
  return [messages.slice(0, firstOfUser + 1), tools];
}

/** What names the end user, in Anthropic's place or in OpenAI's. */
function userIdOf({ metadata, user }: ChatCompletionRequest): string | undefined {
  const userId = (metadata as { user_id?: unknown } | null | undefined)?.user_id ?? user;
  return typeof userId === 'string' ? userId : undefined;
}

function wayOf(call: GatewayCall): CallRoute {
  if (call.way === undefined) throw new TypeError('No deployment has been chosen yet.');
  return call.way;
}

function targetOf(call: GatewayCall): RouteTarget {
  return wayOf(call).target;
}

function asGatewayError(thrown: unknown): GatewayError {
  return thrown instanceof GatewayError
    ? thrown
    : new InternalError({ message: 'The call failed.', cause: thrown });
}

function messagesCall(call: GatewayCall, body: MessagesBody): MessagesCall {
  const { endpoint, model } = targetOf(call);
  return {
    endpoint,
    model,
    callerHeaders: call.request.headers,
    cancellation: call.cancellation,
    holdsForRefusal: wayOf(call).hasRefusalFallback,
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
    holdsForRefusal: wayOf(call).hasRefusalFallback,
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

function costHeader(costNanoUsd: number | null): HeaderList {
  return costNanoUsd === null ? [] : ['x-tollgate-cost-usd', formatNanoUsd(costNanoUsd)];
}

/** Exact: nine decimals, of which trailing zeros are left out. */
function formatNanoUsd(nanoUsd: number): string {
  const digits = String(nanoUsd).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}
