import { describeRateLimit, type ExhaustedLimit } from './describe-rate-limit.js';
import type { SubjectLimits } from './key-grant.js';
import { LocalTicket, type SubjectUse } from './local-ticket.js';
import { RateLimitExceededError } from './rate-limit-exceeded-error.js';
import { type SubjectFigures, standingOf } from './standing-of.js';
import { WINDOW_MS } from './sliding-window.js';
import { SubjectUses } from './subject-uses.js';

const NO_LIMITS = new LocalTicket({ limits: [], uses: [], tokens: 0, takenAtMs: 0 });

/** Holds requests, tokens and parallel requests of keys, teams and users to their limits, within this process. */
export class RateLimiter {
  private readonly subjects = { key: new SubjectUses(), team: new SubjectUses(), user: new SubjectUses() };
  private latestMs = 0;

  /**
   * Lets a request in under all of its limits, or takes nothing from any of them. `nowMs` is a time of
   * `performance.now()`, which no change of the system's clock moves.
   *
   * @throws RateLimitExceededError when one has no room, with the wait after which all have if nothing else comes.
   */
  take(limits: readonly SubjectLimits[], estimatedTokens: number, nowMs: number): LocalTicket {
    if (limits.length === 0) return NO_LIMITS;
    const takenAtMs = this.advanceTo(nowMs);
    const uses = this.usesOf(limits, takenAtMs);
    assertRoom(limits, uses, estimatedTokens, takenAtMs);
    return count(limits, uses, estimatedTokens, takenAtMs);
  }

  /** Counts a request that others have let in. */
  count(limits: readonly SubjectLimits[], estimatedTokens: number, nowMs: number): LocalTicket {
    const takenAtMs = this.advanceTo(nowMs);
    return count(limits, this.usesOf(limits, takenAtMs), estimatedTokens, takenAtMs);
  }

  /** How many keys, teams and users are kept in memory: those of the last minute, and those with open requests. */
  get trackedSubjects(): number {
    return this.subjects.key.size + this.subjects.team.size + this.subjects.user.size;
  }

  /** All that are kept, as `key:ID`. */
  *tracked(): Generator<[name: string, use: SubjectUse]> {
    for (const [kind, uses] of Object.entries(this.subjects)) {
      for (const [id, use] of uses.all()) yield [`${kind}:${id}`, use];
    }
  }

  private usesOf(limits: readonly SubjectLimits[], nowMs: number): SubjectUse[] {
    return limits.map(({ subject, subjectId }) => this.subjects[subject].of(subjectId, nowMs));
  }

  private advanceTo(nowMs: number): number {
    return (this.latestMs = Math.max(this.latestMs, nowMs));
  }
}

function count(
  limits: readonly SubjectLimits[],
  uses: readonly SubjectUse[],
  tokens: number,
  takenAtMs: number,
): LocalTicket {
  limits.forEach(({ rpm, tpm }, index) => {
    const use = uses[index]!;
    if (rpm !== undefined) use.requests.take(1, takenAtMs);
    if (tpm !== undefined) use.tokens.take(tokens, takenAtMs);
    use.openTickets++;
    use.lastTakenAtMs = takenAtMs;
  });
  return new LocalTicket({ limits, uses, tokens, takenAtMs });
}

/** @throws RateLimitExceededError when one of the limits has no room for a request of so many tokens. */
export function assertRoom(
  limits: readonly SubjectLimits[],
  figures: readonly SubjectFigures[],
  tokens: number,
  nowMs: number,
): void {
  let longest: ExhaustedLimit | undefined;
  for (let index = 0; index < limits.length; index++) {
    const exhausted = findExhausted(limits[index]!, figures[index]!, tokens, nowMs);
    if (exhausted !== undefined && !(exhausted.waitMs <= (longest?.waitMs ?? -1))) longest = exhausted;
  }
  if (longest === undefined) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(Math.min(longest.waitMs, WINDOW_MS + 1000) / 1000));
  throw new RateLimitExceededError({
    message: describeRateLimit(longest, retryAfterSeconds),
    retryAfterSeconds,
    standing: standingOf(limits, figures, nowMs),
  });
}

/** The limit of one subject that has no room for the longest time. */
function findExhausted(
  limits: SubjectLimits,
  { requests, tokens, openTickets }: SubjectFigures,
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
