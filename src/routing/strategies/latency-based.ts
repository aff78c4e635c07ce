import type { Candidate } from '../candidates/candidate.js';
import type { Choice, Strategy } from './strategy.js';

/** Whoever is no slower than the fastest by more than this factor is as good. */
const BAND = 1.2;
/** What was measured longer ago says little. */
const STALE_MS = 60_000;

/**
 * One of the fastest by chance: by the time to the first token for streams, else by the whole time. One that was not
 * measured lately gets a call to find out, one at a time.
 */
export const latencyBased: Strategy = (candidates, choice) => {
  const unknown = candidates.filter((candidate) => latencyOf(candidate, choice) === undefined);
  const idle = unknown.filter(({ figures }) => figures.inFlight === 0);
  if (idle.length > 0) return pick(idle, choice);
  const known = candidates.filter((candidate) => !unknown.includes(candidate));
  if (known.length === 0) return pick(candidates, choice);
  const limit = BAND * Math.min(...known.map((candidate) => latencyOf(candidate, choice)!));
  return pick(
    known.filter((candidate) => latencyOf(candidate, choice)! <= limit),
    choice,
  );
};

function latencyOf({ figures }: Candidate, { isStream, nowMs }: Choice): number | undefined {
  return nowMs - figures.measuredAtMs > STALE_MS ? undefined : figures.latencyMs(isStream);
}

function pick(candidates: readonly Candidate[], { draw }: Choice): Candidate {
  return candidates[Math.floor(draw * candidates.length)]!;
}
