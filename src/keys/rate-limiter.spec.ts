import fc from 'fast-check';

import type { SubjectLimits } from './key-grant.js';
import { RateLimitExceededError } from './rate-limit-exceeded-error.js';
import type { RateLimitTicket } from './rate-limit-ticket.js';
import { RateLimiter } from './rate-limiter.js';

function key(limits: Omit<SubjectLimits, 'subject' | 'subjectId'>): SubjectLimits {
  return { subject: 'key', subjectId: 'k1', subjectName: 'ci', ...limits };
}

function team(limits: Omit<SubjectLimits, 'subject' | 'subjectId'>): SubjectLimits {
  return { subject: 'team', subjectId: 't1', ...limits };
}

function refusalOf(act: () => unknown): RateLimitExceededError {
  try {
    act();
  } catch (error) {
    if (error instanceof RateLimitExceededError) return error;
    throw error;
  }
  throw new Error('It was let in.');
}

describe('the rate limiter', () => {
  let limiter: RateLimiter;
  beforeEach(() => {
    limiter = new RateLimiter();
  });

  it('lets through whoever has no limits', () => {
    const ticket = limiter.take([], 1e9, 0);
    expect(ticket.standing(0)).toEqual({});
    ticket.settle(5);
    expect(limiter.trackedSubjects).toBe(0);
  });

  it('refuses the request after the last, saying whose limit it is, how much is used and when there is room', () => {
    const limits = [key({ rpm: 2 })];
    limiter.take(limits, 0, 0);
    limiter.take(limits, 0, 20_000);
    const refusal = refusalOf(() => limiter.take(limits, 0, 30_000));
    expect(refusal).toMatchObject({
      status: 429,
      code: 'rate_limit_exceeded',
      type: 'rate_limit_error',
      retryAfterSeconds: 31,
      message:
        'The key "ci" is limited to 2 requests a minute and has made 2 in the last minute. Try again in 31 seconds.',
    });
    expect(refusal.standing.requests).toEqual({ limit: 2, remaining: 0, resetAfterMs: 50_100 });
    expect(() => limiter.take(limits, 0, 61_000)).not.toThrow();
  });

  it('names the limit that takes longest, and waits for all', () => {
    const limits = [key({ rpm: 1 }), team({ tpm: 100 })];
    limiter.take([key({ rpm: 1 })], 0, 0);
    limiter.take([team({ tpm: 100 })], 90, 40_000);
    const refusal = refusalOf(() => limiter.take(limits, 20, 50_000));
    expect(refusal.message).toBe(
      'The team t1 is limited to 100 tokens a minute and has used 90 in the last minute; this request may need 20. Try again in 51 seconds.',
    );
    expect(() => limiter.take(limits, 20, 50_000 + 51_000)).not.toThrow();
  });

  it('takes nothing from any limit for a request that one of them refuses', () => {
    const limits = [key({ rpm: 10, tpm: 1000, maxParallelRequests: 10 }), team({ rpm: 1 })];
    const first = limiter.take(limits, 100, 0);
    for (let attempt = 0; attempt < 50; attempt++) refusalOf(() => limiter.take(limits, 100, 1000));
    expect(limiter.take([limits[0]!], 0, 1000).standing(1000)).toEqual({
      requests: { limit: 10, remaining: 8, resetAfterMs: 60_100 },
      tokens: { limit: 1000, remaining: 900, resetAfterMs: 59_100 },
    });
    first.settle(100, 1000);
  });

  it('shows the limit of which the least is left', () => {
    const limits = [key({ rpm: 100, tpm: 500 }), team({ rpm: 10, tpm: 5000 })];
    expect(limiter.take(limits, 100, 0).standing(0)).toMatchObject({
      requests: { limit: 10, remaining: 9 },
      tokens: { limit: 500, remaining: 400 },
    });
  });

  it('corrects the estimate of tokens to what was used', () => {
    const limits = [key({ tpm: 1000 })];
    limiter.take(limits, 800, 0).settle(100, 5000);
    expect(limiter.take(limits, 900, 6000).standing(6000).tokens?.remaining).toBe(0);
  });

  it('counts what was used above the estimate from when it is known', () => {
    const limits = [key({ tpm: 1000 })];
    limiter.take(limits, 100, 0).settle(900, 50_000);
    expect(refusalOf(() => limiter.take(limits, 300, 70_000)).retryAfterSeconds).toBe(41);
    expect(() => limiter.take(limits, 200, 70_000)).not.toThrow();
  });

  it.each([NaN, -1, Infinity])('keeps the estimate when upstream says %d', (figure) => {
    const ticket = limiter.take([key({ tpm: 1000 })], 300, 0);
    ticket.settle(figure, 0);
    expect(ticket.standing(0).tokens?.remaining).toBe(700);
  });

  it('lets a request in that alone is above the limit when nothing else was used', () => {
    const limits = [key({ tpm: 1000 })];
    limiter.take(limits, 5000, 0);
    expect(refusalOf(() => limiter.take(limits, 5000, 30_000)).retryAfterSeconds).toBe(31);
    expect(() => limiter.take(limits, 5000, 61_000)).not.toThrow();
  });

  it('refuses everything under a limit of 0', () => {
    expect(refusalOf(() => limiter.take([key({ rpm: 0 })], 0, 0)).retryAfterSeconds).toBe(61);
  });

  it('holds requests at a time to their number, and frees a place exactly once', () => {
    const limits = [key({ maxParallelRequests: 2 })];
    const first = limiter.take(limits, 0, 0);
    limiter.take(limits, 0, 0);
    expect(refusalOf(() => limiter.take(limits, 0, 0))).toMatchObject({
      retryAfterSeconds: 1,
      message:
        'The key "ci" is limited to 2 requests at a time, and 2 are under way. Try again when one of them has ended.',
    });
    first.settle(1);
    first.settle(1);
    first.release();
    limiter.take(limits, 0, 0);
    expect(() => limiter.take(limits, 0, 0)).toThrow('2 are under way');
  });

  it('treats a released request as one that never came', () => {
    const limits = [key({ rpm: 1, tpm: 100, maxParallelRequests: 1 })];
    const ticket = limiter.take(limits, 100, 0);
    ticket.release();
    ticket.release();
    ticket.settle(100, 0);
    expect(ticket.standing(0)).toMatchObject({ requests: { remaining: 1 }, tokens: { remaining: 100 } });
    expect(() => limiter.take(limits, 100, 0)).not.toThrow();
  });

  it('goes by a limit that was changed in the meantime', () => {
    limiter.take([key({ rpm: 1 })], 0, 0);
    expect(() => limiter.take([key({ rpm: 2 })], 0, 0)).not.toThrow();
    expect(() => limiter.take([key({ rpm: 2 })], 0, 0)).toThrow('limited to 2');
  });

  it('counts the keys of a team together', () => {
    const limitsOf = (subjectId: string) => [
      { subject: 'key' as const, subjectId, rpm: 100 },
      team({ rpm: 3 }),
    ];
    for (const id of ['a', 'b', 'c']) limiter.take(limitsOf(id), 0, 0);
    expect(() => limiter.take(limitsOf('d'), 0, 0)).toThrow('The team t1 is limited to 3 requests a minute');
  });

  it('forgets those that have been idle for a minute, but not those with a request under way', () => {
    const limitsOf = (id: number) => [{ subject: 'key' as const, subjectId: `k${id}`, rpm: 5, tpm: 1000 }];
    const long = limiter.take(limitsOf(-1), 10, 0);
    for (let id = 0; id < 5000; id++) limiter.take(limitsOf(id), 1, id).settle(1, id);
    expect(limiter.trackedSubjects).toBe(5001);
    for (let round = 0; round < 5000; round++)
      limiter.take(limitsOf(0), 0, 120_000 + round * 20_000).release();
    expect(limiter.trackedSubjects).toBe(2);
    long.settle(1000, 200_000_000);
    expect(() => limiter.take(limitsOf(-1), 11, 200_000_000)).toThrow('has used 990');
  });

  describe('over random traffic', () => {
    const arrivals = fc.array(
      fc.record({
        afterMs: fc.nat({ max: 4000 }),
        user: fc.constantFrom('a', 'b', 'c'),
        tokens: fc.nat({ max: 40 }),
        isRefusedLater: fc.boolean(),
      }),
      { maxLength: 300 },
    );
    const limitsOf = (user: string): SubjectLimits[] => [
      { subject: 'user', subjectId: user, rpm: 6, tpm: 100 },
      { subject: 'team', subjectId: 't', rpm: 15, tpm: 250 },
    ];
    const sumOf = (requests: { tokens: number }[]) => requests.reduce((sum, { tokens }) => sum + tokens, 0);

    it('holds every subject to its limits in any 60 seconds', () => {
      fc.assert(
        fc.property(arrivals, (requests) => {
          const service = new RateLimiter();
          const admitted: { atMs: number; user: string; tokens: number }[] = [];
          let atMs = 0;
          for (const { afterMs, user, tokens, isRefusedLater } of requests) {
            atMs += afterMs;
            const ticket = takeOrNothing(service, limitsOf(user), tokens, atMs);
            if (isRefusedLater) ticket?.release();
            else if (ticket !== undefined) admitted.push({ atMs, user, tokens });
          }
          for (const { atMs: startMs, user } of admitted) {
            const span = admitted.filter((other) => other.atMs >= startMs && other.atMs <= startMs + 60_000);
            const own = span.filter((other) => other.user === user);
            expect([span.length <= 15, sumOf(span) <= 250]).toEqual([true, true]);
            expect([own.length <= 6, sumOf(own) <= 100]).toEqual([true, true]);
          }
        }),
      );
    });

    it('lets a refused request in after the wait that it was told', () => {
      fc.assert(
        fc.property(arrivals, (requests) => {
          const service = new RateLimiter();
          let atMs = 0;
          for (const { afterMs, user, tokens } of requests) {
            atMs += afterMs;
            if (takeOrNothing(service, limitsOf(user), tokens, atMs) !== undefined) continue;
            const { retryAfterSeconds } = refusalOf(() => service.take(limitsOf(user), tokens, atMs));
            atMs += retryAfterSeconds! * 1000;
            expect(() => service.take(limitsOf(user), tokens, atMs)).not.toThrow();
          }
        }),
      );
    });
  });
});

function takeOrNothing(
  limiter: RateLimiter,
  limits: SubjectLimits[],
  tokens: number,
  nowMs: number,
): RateLimitTicket | undefined {
  try {
    return limiter.take(limits, tokens, nowMs);
  } catch (error) {
    if (error instanceof RateLimitExceededError) return undefined;
    throw error;
  }
}
