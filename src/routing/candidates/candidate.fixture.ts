import type { DeploymentConfig } from '../../config/gateway-config.js';
import { CandidateFigures } from './candidate-figures.js';
import { CandidateHealth } from '../health/candidate-health.js';
import type { Candidate } from './candidate.js';

type Settings = Partial<Pick<DeploymentConfig, 'weight' | 'order' | 'rpm' | 'tpm'>> &
  Partial<Pick<Candidate, 'price'>> & { isCallersLogin?: boolean };

/** A healthy deployment that nothing is known of. */
export function candidateOf(id: string, settings: Settings = {}): Candidate {
  const { weight = 1, order = 1, rpm, tpm, price, isCallersLogin = false } = settings;
  return {
    key: id,
    deployment: { id, weight, order, rpm, tpm } as DeploymentConfig,
    upstreamModel: 'claude-sonnet-4-5',
    target: { deploymentId: id, isNotional: isCallersLogin } as Candidate['target'],
    figures: new CandidateFigures(),
    health: new CandidateHealth({ allowedFails: 3, cooldownMs: 30_000 }, { refusal: undefined }),
    price,
  };
}
