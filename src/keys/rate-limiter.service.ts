import { Injectable } from '@nestjs/common';

import { describeRateLimit, type ExhaustedLimit } from './describe-rate-limit.js';
import type { SubjectLimits } from './key-grant.js';
import { RateLimitExceededError } from './rate-limit-exceeded-error.js';
import { RateLimitTicket, standingOf, type SubjectUse } from './rate-limit-ticket.js';
import { WINDOW_MS } from './sliding-window.js';
import { SubjectUses } from './subject-uses.js';

const NO_LIMITS = new RateLimitTicket({ limits: [], uses: [], tokens: 0, takenAtMs: 0 });

/** Holds requests, tokens and parallel requests of keys, teams and users to their limits, within this process. */
@Injectable()
export class RateLimiterService {
  private readonly subjects = { key: new SubjectUses(), team: new SubjectUses(), user: new SubjectUses() };
  private latestMs = 0;

  /**
   * Lets a request in under all of its limits, or takes nothing from any of them. `nowMs` is a time of
   * `performance.now()`, which no change of the system's clock moves.
   *
   * @throws RateLimitExceededError when one has no room, with the wait after which all have if nothing else comes.
   */
  take(
    limits: readonly SubjectLimits[],
    estimatedTokens: number,
    nowMs: number = performance.now(),
  ): RateLimitTicket {
    if (limits.length === 0) return NO_LIMITS;
    const takenAtMs = this.advanceTo(nowMs);
    const uses = limits.map(({ subject, subjectId }) => this.subjects[subject].of(subjectId, takenAtMs));
    assertRoom(limits, uses, estimatedTokens, takenAtMs);
    limits.forEach(({ rpm, tpm }, index) => {
      const use = uses[index]!;
      if (rpm !== undefined) use.requests.take(1, takenAtMs);
      if (tpm !== undefined) use.tokens.take(estimatedTokens, takenAtMs);
      use.openTickets++;
      use.lastTakenAtMs = takenAtMs;
    });
    return new RateLimitTicket({ limits, uses, tokens: estimatedTokens, takenAtMs });
  }

  /** How many keys, teams and users are kept in memory: those of the last minute, and those with open requests. */
  get trackedSubjects(): number {
    return this.subjects.key.size + this.subjects.team.size + this.subjects.user.size;
  }

  private advanceTo(nowMs: number): number {
    return (this.latestMs = Math.max(this.latestMs, nowMs));
  }
}

function assertRoom(
  limits: readonly SubjectLimits[],
  uses: readonly SubjectUse[],
  tokens: number,
  nowMs: number,
): void {
  let longest: ExhaustedLimit | undefined;
  for (let index = 0; index < limits.length; index++) {
    const exhausted = findExhausted(limits[index]!, uses[index]!, tokens, nowMs);
    if (exhausted !== undefined && !(exhausted.waitMs <= (longest?.waitMs ?? -1))) longest = exhausted;
  }
  if (longest === undefined) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(Math.min(longest.waitMs, WINDOW_MS + 1000) / 1000));
  throw new RateLimitExceededError({
    message: describeRateLimit(longest, retryAfterSeconds),
    retryAfterSeconds,
    standing: standingOf(limits, uses, nowMs),
  });
}

/** The limit of one subject that has no room for the longest time. */
function findExhausted(
  limits: SubjectLimits,
  { requests, tokens, openTickets }: SubjectUse,
  neededTokens: number,
  nowMs: number,
): ExhaustedLimit | undefined {
  const { rpm, tpm, maxParallelRequests } = limits;
  const requestsWaitMs = rpm === undefined ? 0 : requests.waitFor(1, rpm, nowMs);
  const tokensWaitMs = tpm === undefined ? 0 : tokens.waitFor(neededTokens, tpm, nowMs);
  if (requestsWaitMs > 0 && requestsWaitMs >= tokensWaitMs) {
    return { kind: 'rpm', limits, used: requests.usedAt(nowMs), needed: 1, waitMs: requestsWaitMs };
  }
  if (tokensWaitMs > 0) {
    return { kind: 'tpm', limits, used: tokens.usedAt(nowMs), needed: neededTokens, waitMs: tokensWaitMs };
  }
  if (maxParallelRequests !== undefined && openTickets >= maxParallelRequests) {
    return { kind: 'maxParallelRequests', limits, used: openTickets, needed: 1, waitMs: 0 };
  }
  return undefined;
}
