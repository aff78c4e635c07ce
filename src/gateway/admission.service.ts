import { Injectable } from '@nestjs/common';

import { assertMayUse, resolveAlias } from '../keys/key-policy.js';
import { RateLimiterService } from '../keys/rate-limiter.service.js';
import { estimateInputTokens } from '../pricing/estimate-tokens.js';
import { priceOf } from '../pricing/price-of.js';
import { boundInputTokens, upperBoundCost } from '../pricing/upper-bound-cost.js';
import type { RouteTarget } from '../routing/call/call-route.js';
import { DEFAULT_MAX_TOKENS } from '../translation/chat-completions/request/convert-max-tokens.js';
import { capabilitiesOf } from '../translation/model-capabilities.js';
import { UsageService } from '../usage/usage.service.js';
import type { AskedSize } from './asked-size.js';
import type { GatewayCall } from './gateway-call.js';

/** Decides whether a call may go ahead: its key's models, its rate limits, and its budgets, in this order. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly limiter: RateLimiterService,
    private readonly usage: UsageService,
  ) {}

  /**
   * The model that the caller's own name for it stands for.
   *
   * @throws PermissionDeniedError when key, team or user may not use it.
   */
  resolveModel({ grant }: GatewayCall, model: string): string {
    if (grant === undefined) return model;
    assertMayUse(grant, model, Date.now());
    return resolveAlias(grant, model);
  }

  /** The most that a call may use, as rate limits count: input is estimated, output counts by its limit. */
  estimatedTokensOf(asked: AskedSize): number {
    return estimateInputTokens(asked.bodyBytes) + (asked.maxOutputTokens() ?? DEFAULT_MAX_TOKENS);
  }

  /**
   * Takes the call's place within its rate limits. Its output counts by its limit until it is known, as OpenAI counts:
   * otherwise answers under way would take the key over what it may use in a minute. Synchronous unless several
   * replicas share the limits.
   *
   * @throws RateLimitExceededError; a promise rejects with the same.
   */
  takeTicket(call: GatewayCall, estimatedTokens: number): Promise<void> | undefined {
    const limits = call.grant?.limits;
    if (limits === undefined || limits.length === 0) return undefined;
    const taken = this.limiter.take(limits, estimatedTokens);
    if (taken instanceof Promise) return taken.then((ticket) => void (call.ticket = ticket));
    call.ticket = taken;
    return undefined;
  }

  /**
   * Reserves the most that an attempt can cost, and begins it. Synchronous unless the spend of a budget has to be
   * loaded first.
   *
   * @throws BudgetExceededError, PermissionDeniedError or ServiceUnavailableError; a promise rejects with the same.
   */
  beginAttempt(call: GatewayCall, target: RouteTarget, asked: AskedSize): Promise<void> | undefined {
    call.estimatedInputTokens = estimateInputTokens(asked.bodyBytes);
    const { grant, estimatedInputTokens } = call;
    const budgets = grant?.budgets ?? [];
    // Not spread: each property that follows a spread costs a microsecond.
    const terms = Object.assign(call.terms(), {
      budgets,
      softBudgets: grant?.softBudgets,
      boundNanoUsd: budgets.length === 0 ? null : boundOf(target, asked),
      estimatedInputTokens,
      priceOverride: target.priceOverride,
    });
    const opened = this.usage.open(terms);
    if (opened instanceof Promise) return opened.then((attempt) => call.beginAttempt(attempt));
    call.beginAttempt(opened);
    return undefined;
  }
}

/** The most that a call can cost in nano-dollars; null for a model without a known price. */
function boundOf({ model, priceOverride, defaultMaxTokens }: RouteTarget, asked: AskedSize): number | null {
  const price = priceOf(model, priceOverride);
  if (price === null) return null;
  const { contextWindowTokens, maxOutputTokens: mostOutputTokens } = capabilitiesOf(model);
  const { isOpenEnded, cacheWrites, addedTokens, webSearches } = asked.bounds(contextWindowTokens);
  const inputTokens = boundInputTokens({
    bodyBytes: asked.bodyBytes,
    addedTokens,
    contextWindowTokens,
    isOpenEnded,
  });
  const outputTokens = asked.maxOutputTokens(defaultMaxTokens) ?? mostOutputTokens;
  return upperBoundCost({ inputTokens, outputTokens, webSearchRequests: webSearches, cacheWrites }, price);
}
