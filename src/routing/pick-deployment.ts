import type { MatchedDeployment } from './match-deployments.js';

/**
 * Simple shuffle: of the deployments with the lowest `order`, one by chance, in proportion to its weight.
 *
 * @param draw a number from 0 up to but not including 1
 */
export function pickDeployment(
  matches: readonly MatchedDeployment[],
  draw: number,
): MatchedDeployment | undefined {
  if (matches.length <= 1) return matches[0];
  const order = Math.min(...matches.map(({ deployment }) => deployment.order));
  const candidates = matches.filter(({ deployment }) => deployment.order === order);
  let left = draw * candidates.reduce((sum, { deployment }) => sum + deployment.weight, 0);
  for (const candidate of candidates) {
    left -= candidate.deployment.weight;
    if (left < 0) return candidate;
  }
  return candidates.at(-1);
}
