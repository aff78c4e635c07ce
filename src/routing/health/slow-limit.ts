import type { Candidate } from '../candidates/candidate.js';

/** How much slower than the fastest other one a deployment is too slow, and what is never too slow. */
const FACTOR = 5;
const LEAST_MS = { stream: 3000, whole: 10_000 };

/**
 * How long a deployment may take to begin a stream, or to give a whole answer, before it is too slow: measured by the
 * fastest of the others. Infinity: there is nothing to measure it by.
 */
export function slowLimitMs(candidate: Candidate, all: readonly Candidate[], isStream: boolean): number {
  let fastestMs = Infinity;
  for (const other of all) {
    if (other.key === candidate.key || !other.health.isAvailable) continue;
    fastestMs = Math.min(fastestMs, other.figures.latencyMs(isStream) ?? Infinity);
  }
  return Math.max(FACTOR * fastestMs, isStream ? LEAST_MS.stream : LEAST_MS.whole);
}

/** Whether calls wait for a deployment in vain that others would have answered long ago. */
export function isStalled(candidate: Candidate, all: readonly Candidate[], nowMs: number): boolean {
  const { streams, wholes } = candidate.figures;
  if (!streams.isWaitedFor && !wholes.isWaitedFor) return false;
  return (
    streams.isLongerThan(slowLimitMs(candidate, all, true), nowMs) ||
    wholes.isLongerThan(slowLimitMs(candidate, all, false), nowMs)
  );
}
