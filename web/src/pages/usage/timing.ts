import type { Attempt, UsageRequest } from '../../api/answers.js';

/** When something of a request went on; milliseconds after its begin. */
export interface TimedPart {
  kind: 'waiting' | 'streaming' | 'failed';
  fromMs: number;
  toMs: number;
}

/** An attempt in the course of its request. */
export interface TimedAttempt {
  attempt: Attempt;
  fromMs: number;
  toMs: number;
  parts: readonly TimedPart[];
}

/** The attempts of a request, each in its place in time. */
export function timingOf({ created_at, attempts }: UsageRequest): TimedAttempt[] {
  const beganMs = Date.parse(created_at);
  return attempts.map((attempt) => timedAttempt(attempt, beganMs));
}

function timedAttempt(attempt: Attempt, beganMs: number): TimedAttempt {
  const fromMs = Date.parse(attempt.created_at) - beganMs;
  const toMs = fromMs + attempt.duration_ms;
  return { attempt, fromMs, toMs, parts: partsOf(attempt, fromMs, toMs) };
}

function partsOf({ result, time_to_first_token_ms }: Attempt, fromMs: number, toMs: number): TimedPart[] {
  if (time_to_first_token_ms === null) {
    const kind = result === 'failed' || result === 'refused' ? 'failed' : 'waiting';
    return [{ kind, fromMs, toMs }];
  }
  const firstMs = Math.min(fromMs + time_to_first_token_ms, toMs);
  return [
    { kind: 'waiting', fromMs, toMs: firstMs },
    { kind: 'streaming', fromMs: firstMs, toMs },
  ];
}
