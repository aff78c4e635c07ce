import type { FastifyRequest } from 'fastify';

import type { GatewayError } from '../errors/gateway-error.js';
import { CallerLeftError } from '../errors/gateway-error.js';
import { type Cancellation, Canceller } from '../providers/cancellation.js';
import type { Caller } from '../keys/keys.service.js';
import type { RouteTarget } from '../routing/router.service.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import type { ReceivedBody } from './received-body.js';
import type { RequestOutcome } from '../usage/request-outcome.js';

const UNPRINTABLE = /[^\x20-\x7e]/;
const MOST_HEADER_LENGTH = 1024;

export type GatewayRoute = 'chat_completions' | 'messages' | 'count_tokens';

export interface SettledUsage {
  reading: UsageReading;
  costNanoUsd: number | null;
}

/**
 * One request to the LLM API from its first header to its last byte. Whatever ends it, `settle` reports its outcome
 * exactly once.
 */
export class GatewayCall {
  caller: Caller | undefined;
  /** The caller's own upstream token. */
  login: string | undefined;
  requestedModel: string | undefined;
  sessionId: string | undefined;
  isStream = false;
  body: ReceivedBody | undefined;
  target: RouteTarget | undefined;
  attempts = 0;
  /** Milliseconds of waiting for upstream until the answer began. */
  upstreamMs = 0;
  private readonly startedAt = performance.now();
  private firstTokenMs: number | undefined;
  private overheadMs: number | undefined;
  private readonly canceller = new Canceller();
  private isSettled = false;

  constructor(
    readonly request: FastifyRequest,
    readonly route: GatewayRoute,
    private readonly report: (outcome: RequestOutcome) => void,
  ) {}

  get requestId(): string {
    return this.request.id;
  }

  /** Cancelled when the caller leaves. */
  get cancellation(): Cancellation {
    return this.canceller;
  }

  /** The caller has gone: everything that is still done for it stops. */
  leave(): void {
    this.canceller.cancel(
      new CallerLeftError({ message: 'The caller left before the answer was complete.' }),
    );
  }

  /** The answer begins. Returns the headers that every answer carries. */
  begin(): Record<string, string> {
    const elapsedMs = performance.now() - this.startedAt;
    if (this.isStream) this.firstTokenMs = elapsedMs;
    this.overheadMs = elapsedMs - this.upstreamMs;
    return this.headers();
  }

  /** What is known of the call by now, as answer headers. */
  headers(): Record<string, string> {
    const headers: Record<string, string> = {};
    if (this.requestedModel !== undefined) headers['x-tollgate-model'] = asHeaderValue(this.requestedModel);
    if (this.target !== undefined) {
      headers['x-tollgate-provider'] = this.target.provider.name;
      headers['x-tollgate-deployment'] = asHeaderValue(this.target.deploymentId);
    }
    headers['x-tollgate-attempts'] = String(this.attempts);
    headers['x-tollgate-overhead-ms'] = (this.overheadMs ?? this.elapsedMs() - this.upstreamMs).toFixed(2);
    return headers;
  }

  /** The answer is whole. */
  complete(usage: SettledUsage | undefined): void {
    this.settle('completed', 200, undefined, usage);
  }

  /** The answer failed, or was never begun. The doors may give an error another status than its own. */
  fail(error: GatewayError, usage?: SettledUsage, status: number = error.status): void {
    this.settle(error instanceof CallerLeftError ? 'cancelled' : 'failed', status, error, usage);
  }

  private settle(
    result: RequestOutcome['result'],
    status: number,
    error: GatewayError | undefined,
    usage: SettledUsage | undefined,
  ): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.body?.settle();
    this.report({
      requestId: this.requestId,
      route: this.route,
      caller: this.caller?.kind ?? 'unknown',
      requestedModel: this.requestedModel,
      deploymentId: this.target?.deploymentId,
      provider: this.target?.provider.name,
      upstreamModel: this.target?.model,
      isStream: this.isStream,
      result,
      status,
      errorType: error?.type,
      errorCode: error?.code,
      errorMessage: error?.message,
      attempts: this.attempts,
      ...usage?.reading.usage,
      isUsageSuspect: usage?.reading.isSuspect === true ? true : undefined,
      costNanoUsd: usage?.costNanoUsd,
      durationMs: round(this.elapsedMs()),
      timeToFirstTokenMs: this.firstTokenMs && round(this.firstTokenMs),
      overheadMs: round(this.overheadMs ?? this.elapsedMs() - this.upstreamMs),
      sessionId: this.sessionId,
    });
  }

  private elapsedMs(): number {
    return performance.now() - this.startedAt;
  }
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
