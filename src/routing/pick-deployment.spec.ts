import type { MatchedDeployment } from './match-deployments.js';
import { pickDeployment } from './pick-deployment.js';

function candidate(id: string, weight: number, order = 1): MatchedDeployment {
  return { deployment: { id, weight, order } as MatchedDeployment['deployment'], upstreamModel: 'm' };
}

describe('pickDeployment', () => {
  it('shares by weight among the lowest order', () => {
    const matches = [candidate('later', 100, 2), candidate('a', 1), candidate('b', 3)];
    const picked = [0, 0.24, 0.25, 0.99].map((draw) => pickDeployment(matches, draw)?.deployment.id);
    expect(picked).toEqual(['a', 'a', 'b', 'b']);
  });

  it('gives nothing when there is nothing', () => {
    expect(pickDeployment([], 0.5)).toBeUndefined();
  });
});
