import type { Candidate } from '../candidates/candidate.js';
import { shareBy } from './share-by.js';
import type { Strategy } from './strategy.js';

type Share = (candidate: Candidate) => number;

const byWeight: Share = ({ deployment }) => deployment.weight;
const byRpm: Share = ({ deployment }) => deployment.rpm ?? 0;
const byTpm: Share = ({ deployment }) => deployment.tpm ?? 0;

/**
 * One by chance: in proportion to the weights when any is given, else to rpm, else to tpm, each of these when all have it,
 * else evenly. A weight of 1 is as good as none.
 */
export const simpleShuffle: Strategy = (candidates, { draw }) =>
  shareBy(candidates, shareOf(candidates), draw);

function shareOf(candidates: readonly Candidate[]): Share {
  if (candidates.some((candidate) => byWeight(candidate) !== 1)) return byWeight;
  return [byRpm, byTpm].find((share) => candidates.every((candidate) => share(candidate) > 0)) ?? byWeight;
}
