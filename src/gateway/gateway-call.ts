import type { FastifyRequest } from 'fastify';

import type { GatewayError } from '../errors/gateway-error.js';
import { CallerLeftError } from '../errors/gateway-error.js';
import type { KeyGrant } from '../keys/key-grant.js';
import type { RateLimitTicket } from '../keys/rate-limit-ticket.js';
import { anthropicRateLimitHeaders, openAiRateLimitHeaders } from '../keys/rate-limit-headers.js';
import type { RateLimitStanding } from '../keys/rate-limit-standing.js';
import { rateLimitedTokens } from '../keys/rate-limited-tokens.js';
import { type Cancellation, Canceller } from '../providers/cancellation.js';
import type { HeaderList } from '../providers/header-list.js';
import type { Caller } from '../keys/keys.service.js';
import type { CallRoute, RouteTarget } from '../routing/call/call-route.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import type { ReceivedBody } from './received-body.js';
import type { Listed } from './roster.js';
import type { OpenAttempt } from '../usage/attempt-terms.js';
import type { RequestOutcome } from '../usage/request-outcome.js';
import type { UsageService } from '../usage/usage.service.js';

const UNPRINTABLE = /[^\x20-\x7e]/;
const MOST_HEADER_LENGTH = 1024;

export type GatewayRoute = 'chat_completions' | 'messages' | 'count_tokens';

export interface SettledUsage {
  reading: UsageReading;
  /** A part of it was counted here, because upstream's own count did not arrive. */
  isEstimated: boolean;
  costNanoUsd: number | null;
}

/** How an attempt ended, or with the last one the call. */
interface Ending {
  result: RequestOutcome['result'];
  status: number;
  error?: GatewayError;
  usage?: SettledUsage;
}

/**
 * One request to the LLM API from its first header to its last byte. Whatever ends it, `settle` reports its outcome
 * exactly once.
 */
export class GatewayCall implements Listed {
  place: number | undefined;
  caller: Caller | undefined;
  /** The caller's own upstream token. */
  login: string | undefined;
  requestedModel: string | undefined;
  sessionId: string | undefined;
  isStream = false;
  body: ReceivedBody | undefined;
  /** Its way through the deployments, once its model is known. */
  way: CallRoute | undefined;
  attempts = 0;
  /** The call's place within the rate limits of its key, team and user. */
  ticket: RateLimitTicket | undefined;
  /** The attempt that spend is reserved for. */
  attempt: OpenAttempt | undefined;
  estimatedInputTokens = 0;
  /** Milliseconds of waiting for upstream until the answer began. */
  upstreamMs = 0;
  /** When the request began, in epoch milliseconds. */
  readonly createdAtMs = Date.now();
  private readonly startedAt = performance.now();
  /** Nano-dollars of the attempts before the present one; null: not known. */
  private earlierCostNanoUsd: number | null = 0;
  /** Those that have left a record before the present one. */
  private recordedAttempts = 0;
  private attemptCreatedAtMs = this.createdAtMs;
  private attemptStartedAt = this.startedAt;
  private firstTokenMs: number | undefined;
  private overheadMs: number | undefined;
  private readonly canceller = new Canceller();
  private settled: Promise<void> | undefined;

  constructor(
    readonly request: FastifyRequest,
    readonly route: GatewayRoute,
    private readonly usage: UsageService,
  ) {}

  get requestId(): string {
    return this.request.id;
  }

  /** The deployment of the present attempt. */
  get target(): RouteTarget | undefined {
    return this.way?.target;
  }

  /** What the caller's key may do; absent for callers without a virtual key. */
  get grant(): KeyGrant | undefined {
    return this.caller?.kind === 'virtual_key' ? this.caller.grant : undefined;
  }

  /** Cancelled when the caller leaves. */
  get cancellation(): Cancellation {
    return this.canceller;
  }

  /** The caller has gone: everything that is still done for it stops. */
  leave(): void {
    this.cut(new CallerLeftError({ message: 'The caller left before the answer was complete.' }));
  }

  /** The answer is waited for no longer: upstream is cancelled, and the call fails for this reason. */
  cut(reason: GatewayError): void {
    this.canceller.cancel(reason);
  }

  /** The call goes up to a deployment; what is free of charge has no attempt to settle. */
  beginAttempt(attempt?: OpenAttempt): void {
    this.attempt = attempt;
    this.attempts++;
    this.way?.begin();
  }

  /** The present attempt is over and another one follows: it is recorded by itself. Nothing waits for that record. */
  moveOn(ending: Ending): void {
    if (ending.usage !== undefined) this.earlierCostNanoUsd = this.costWith(ending.usage);
    if (this.attempt !== undefined) {
      void this.settleAttempt(this.attempt, ending);
      this.recordedAttempts++;
    }
    this.attempt = undefined;
  }

  /** What all attempts have cost, in nano-dollars, when the present one costs that much; null: not known. */
  costWith({ costNanoUsd }: SettledUsage): number | null {
    const { earlierCostNanoUsd } = this;
    if (this.attempt === undefined) return earlierCostNanoUsd;
    return earlierCostNanoUsd === null || costNanoUsd === null ? null : earlierCostNanoUsd + costNanoUsd;
  }

  /** The time of the next attempt counts from now on. */
  startAgain(): void {
    this.attemptCreatedAtMs = Date.now();
    this.attemptStartedAt = performance.now();
  }

  /** The answer begins. Returns the headers that every answer carries. */
  begin(): HeaderList {
    const elapsedMs = this.elapsedMs();
    if (this.isStream) this.firstTokenMs = elapsedMs;
    this.overheadMs = elapsedMs - this.upstreamMs;
    return this.headers();
  }

  /** What is known of the call by now, as answer headers. */
  headers(): HeaderList {
    const overheadMs = this.overheadMs ?? this.elapsedMs() - this.upstreamMs;
    const headers = [
      'x-request-id',
      this.requestId,
      'x-tollgate-attempts',
      String(this.attempts),
      'x-tollgate-overhead-ms',
      overheadMs.toFixed(2),
    ];
    if (this.requestedModel !== undefined)
      headers.push('x-tollgate-model', asHeaderValue(this.requestedModel));
    const { target } = this;
    if (target !== undefined) {
      headers.push('x-tollgate-provider', target.provider.name);
      headers.push('x-tollgate-deployment', asHeaderValue(target.deploymentId));
    }
    if (this.attempt?.softBudget === 'exceeded') headers.push('x-tollgate-soft-budget', 'exceeded');
    if (this.ticket !== undefined) headers.push(...this.rateLimitHeaders(this.ticket.standing()));
    return headers;
  }

  /** In the form that the clients of the route read. */
  rateLimitHeaders(standing: RateLimitStanding): HeaderList {
    return this.route === 'chat_completions'
      ? openAiRateLimitHeaders(standing)
      : anthropicRateLimitHeaders(standing, Date.now());
  }

  /** The answer is whole. Resolves once its record survives a crash: before that the caller gets no last byte. */
  complete(usage: SettledUsage | undefined): Promise<void> {
    return (this.settled ??= this.settle({ result: 'completed', status: 200, usage }));
  }

  /** The answer failed, or was never begun. The doors may give an error another status than its own. */
  fail(error: GatewayError, usage?: SettledUsage, status: number = error.status): Promise<void> {
    const result = error instanceof CallerLeftError ? 'cancelled' : 'failed';
    return (this.settled ??= this.settle({ result, status, error, usage }));
  }

  /** Whatever ended the call: its limits, its reservation and its memory are given back, and it is recorded once. */
  private settle(ending: Ending): Promise<void> {
    this.body?.settle();
    this.giveTicketBack(ending);
    this.way?.end({ error: ending.error, tokens: tokensOf(ending) });
    this.usage.record(this.outcomeOf(ending));
    return this.attempt === undefined ? this.recordRefusal(ending) : this.settleAttempt(this.attempt, ending);
  }

  /** What never began takes nothing from the limits. */
  private giveTicketBack(ending: Ending): void {
    if (this.attempts === 0) this.ticket?.release();
    else this.ticket?.settle(tokensOf(ending));
  }

  private settleAttempt(attempt: OpenAttempt, { result, status, error, usage }: Ending): Promise<void> {
    return attempt.settle({
      result,
      status,
      errorType: error?.type,
      errorCode: error?.code,
      usage: usage?.reading.usage,
      isEstimated: usage?.isEstimated ?? false,
      isSuspect: usage?.reading.isSuspect ?? false,
      costNanoUsd: usage === undefined ? 0 : usage.costNanoUsd,
      durationMs: Math.round(performance.now() - this.attemptStartedAt),
      timeToFirstTokenMs: this.firstTokenMs && Math.round(this.firstTokenMs - this.msBeforeAttempt()),
    });
  }

  private msBeforeAttempt(): number {
    return this.attemptStartedAt - this.startedAt;
  }

  /** Nothing waits for the record of a refusal. Who is not known leaves none. */
  private recordRefusal({ status, error }: Ending): Promise<void> {
    if (this.caller !== undefined && error !== undefined) {
      this.usage.refuse({
        ...this.terms(),
        status,
        errorType: error.type,
        errorCode: error.code,
        durationMs: Math.round(performance.now() - this.attemptStartedAt),
      });
    }
    return Promise.resolve();
  }

  /** What a usage record says of the call, however it ends. */
  terms() {
    const { grant, target } = this;
    return {
      requestId: this.requestId,
      attempt: this.recordedAttempts + 1,
      route: this.route,
      keyId: grant?.keyId,
      teamId: grant?.teamId,
      userId: grant?.userId,
      model: this.requestedModel ?? '',
      upstreamModel: target?.model,
      provider: target?.provider.name,
      deployment: target?.deploymentId,
      origin: target?.endpoint.origin,
      servedModel: target?.fallbackModel,
      isNotional: target?.isNotional ?? false,
      isStream: this.isStream,
      sessionId: this.sessionId,
      createdAtMs: this.attemptCreatedAtMs,
    };
  }

  private outcomeOf({ result, status, error, usage }: Ending): RequestOutcome {
    const { target } = this;
    const tokens = usage?.reading.usage;
    return {
      requestId: this.requestId,
      route: this.route,
      caller: this.caller?.kind ?? 'unknown',
      keyId: this.grant?.keyId,
      teamId: this.grant?.teamId,
      userId: this.grant?.userId,
      requestedModel: this.requestedModel,
      deploymentId: target?.deploymentId,
      provider: target?.provider.name,
      upstreamModel: target?.model,
      isStream: this.isStream,
      result,
      status,
      errorType: error?.type,
      errorCode: error?.code,
      errorMessage: error?.message,
      attempts: this.attempts,
      inputTokens: tokens?.inputTokens,
      cacheReadTokens: tokens?.cacheReadTokens,
      cacheWrite5mTokens: tokens?.cacheWrite5mTokens,
      cacheWrite1hTokens: tokens?.cacheWrite1hTokens,
      outputTokens: tokens?.outputTokens,
      thinkingTokens: tokens?.thinkingTokens,
      webSearchRequests: tokens?.webSearchRequests,
      webFetchRequests: tokens?.webFetchRequests,
      isUsageSuspect: usage?.reading.isSuspect === true ? true : undefined,
      isUsageEstimated: usage?.isEstimated === true ? true : undefined,
      costNanoUsd: usage?.costNanoUsd,
      durationMs: round(this.elapsedMs()),
      timeToFirstTokenMs: this.firstTokenMs && round(this.firstTokenMs),
      overheadMs: round(this.overheadMs ?? this.elapsedMs() - this.upstreamMs),
      sessionId: this.sessionId,
    };
  }

  private elapsedMs(): number {
    return performance.now() - this.startedAt;
  }
}

/** As the rate limits of keys and deployments count them. */
function tokensOf({ usage }: Ending): number {
  return usage === undefined ? 0 : rateLimitedTokens(usage.reading.usage);
}

/** Text from a caller or a file as a header's value, which may hold printable ASCII only. */
export function asHeaderValue(text: string): string {
  return UNPRINTABLE.test(text) || text.length > MOST_HEADER_LENGTH
    ? text.slice(0, MOST_HEADER_LENGTH).replace(/[^\x20-\x7e]/g, '?')
    : text;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
