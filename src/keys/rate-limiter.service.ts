import { Injectable } from '@nestjs/common';

import { RedisAwayError } from '../shared-state/redis-link.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import type { SubjectLimits } from './key-grant.js';
import type { RateLimitTicket } from './rate-limit-ticket.js';
import { RateLimiter } from './rate-limiter.js';
import { SharedLimits } from './shared-limits.js';

/** Holds requests, tokens and parallel requests of keys, teams and users to their limits: of all replicas together. */
@Injectable()
export class RateLimiterService {
  private readonly local = new RateLimiter();
  private readonly shared: SharedLimits | undefined;

  constructor({ redis }: SharedStateService) {
    this.shared = redis && new SharedLimits(redis, this.local);
  }

  /**
   * Lets a request in under all of its limits, or takes nothing from any of them. Synchronous unless several replicas
   * share the limits; while they cannot, each goes on with its share of them.
   *
   * @throws RateLimitExceededError when one has no room, with the wait after which all have if nothing else comes. A
   * promise rejects with the same.
   */
  take(
    limits: readonly SubjectLimits[],
    estimatedTokens: number,
  ): RateLimitTicket | Promise<RateLimitTicket> {
    const nowMs = performance.now();
    const { shared } = this;
    if (shared === undefined) return this.local.take(limits, estimatedTokens, nowMs);
    if (!shared.isUp) return shared.takeAlone(limits, estimatedTokens, nowMs);
    return shared.take(limits, estimatedTokens).catch((error: unknown) => {
      if (error instanceof RedisAwayError)
        return shared.takeAlone(limits, estimatedTokens, performance.now());
      throw error;
    });
  }
}
