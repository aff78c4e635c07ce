import type { Candidate } from '../candidates/candidate.js';
import { canTake, type Demand } from '../candidates/choose-candidate.js';

/**
 * Where a call goes when nothing else is left: to the deployment that is to come back soonest from overload or failures.
 * The last way is never closed for these. Undefined: all are at a rate limit or have lost their credential.
 */
export function lastResort(candidates: readonly Candidate[], demand: Demand): Candidate | undefined {
  return soonest(candidates, demand, ({ health }) => {
    const rest = health.rest(demand.nowMs);
    return rest === undefined || rest.reason === 'rate_limited' ? Infinity : rest.untilMs;
  });
}

/** The deployment that is the first to be called again, and when; whatever it rests for. */
export function nextToReturn(
  candidates: readonly Candidate[],
  demand: Demand,
): { candidate: Candidate; atMs: number } | undefined {
  const endOf = ({ health }: Candidate): number => health.rest(demand.nowMs)?.untilMs ?? Infinity;
  const candidate = soonest(candidates, demand, endOf);
  return candidate && { candidate, atMs: endOf(candidate) };
}

function soonest(
  candidates: readonly Candidate[],
  demand: Demand,
  timeOf: (candidate: Candidate) => number,
): Candidate | undefined {
  let found: Candidate | undefined;
  let foundMs = Infinity;
  for (const candidate of candidates) {
    if (candidate.health.refusal !== undefined || !canTake(candidate, demand)) continue;
    const timeMs = timeOf(candidate);
    if (timeMs < foundMs) [found, foundMs] = [candidate, timeMs];
  }
  return found;
}
