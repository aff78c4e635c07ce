import type { DeploymentConfig } from '../../config/gateway-config.js';
import type { RouteTarget } from '../call/call-route.js';
import type { CandidateFigures } from './candidate-figures.js';
import type { CandidateHealth } from '../health/candidate-health.js';

/** A deployment with one model of upstream's: limits and overload are per model, and a wildcard serves many. */
export interface Candidate {
  /** The same for every name that leads here. */
  readonly key: string;
  readonly deployment: DeploymentConfig;
  readonly upstreamModel: string;
  /** Of an attempt with all of its time; for a caller's own login, without that. */
  readonly target: RouteTarget;
  readonly figures: CandidateFigures;
  readonly health: CandidateHealth;
  /** Nano-dollars for a million tokens in and a million out; undefined: not known. */
  readonly price: number | undefined;
}
