import { LRUCache } from 'lru-cache';

import type { DeploymentConfig } from '../../config/gateway-config.js';
import { priceOf } from '../../pricing/price-of.js';
import type { RouteTarget } from '../call/call-route.js';
import type { Candidate } from './candidate.js';
import { CandidateFigures } from './candidate-figures.js';
import { type CredentialState, CandidateHealth, type HealthSettings } from '../health/candidate-health.js';
import type { MatchedDeployment } from './match-deployments.js';

/** Callers choose the models of wildcards, so what is remembered of those has to have an end. */
const MOST_MODELS_OF_WILDCARDS = 2000;

/** What is known of a deployment with one model, which outlives changes of its settings. */
export type ModelState = Pick<Candidate, 'key' | 'figures' | 'health'> & { readonly upstreamModel: string };

interface DeploymentState {
  /** Where it goes and as whom; another one is another deployment, of which nothing is known. */
  readonly identity: string;
  readonly credential: CredentialState;
  /** A wildcard has many, most of which are seldom used. */
  readonly models: Set<ModelState>;
}

/** Figures and health of all deployments, by id and upstream's model. */
export class CandidateStore {
  private readonly deployments = new Map<string, DeploymentState>();
  private readonly models = new Map<string, ModelState>();
  private readonly wildcardModels = new LRUCache<string, ModelState>({
    max: MOST_MODELS_OF_WILDCARDS,
    dispose: (state) => this.forget(state),
  });

  constructor(
    private readonly settings: HealthSettings,
    private readonly targetOf: (match: MatchedDeployment) => RouteTarget,
  ) {}

  /** Forgets what is known of deployments that are not among these, or go elsewhere or as somebody else by now. */
  keepOnly(deployments: readonly DeploymentConfig[]): void {
    const identities = new Map(deployments.map((deployment) => [deployment.id, identityOf(deployment)]));
    for (const [id, { identity, models }] of this.deployments) {
      if (identities.get(id) === identity) continue;
      this.deployments.delete(id);
      for (const { key } of models) {
        this.models.delete(key);
        this.wildcardModels.delete(key);
      }
    }
  }

  candidateOf(match: MatchedDeployment): Candidate {
    const { deployment, upstreamModel } = match;
    const price = priceOf(upstreamModel, deployment.priceOverride)?.base;
    return {
      ...this.stateOf(match),
      deployment,
      target: this.targetOf(match),
      price: price && price.input + price.output,
      upstreamModel,
    };
  }

  /** What is known of a deployment, model by model. */
  modelsOf(id: string): readonly ModelState[] {
    return [...(this.deployments.get(id)?.models ?? [])];
  }

  private stateOf({ deployment, upstreamModel }: MatchedDeployment): ModelState {
    const key = `${deployment.id}\n${upstreamModel}`;
    const kept = deployment.model.includes('*') ? this.wildcardModels : this.models;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const { credential, models } = this.deploymentState(deployment);
    const health = new CandidateHealth(this.settings, credential);
    const state = { key, upstreamModel, figures: new CandidateFigures(), health };
    models.add(state);
    kept.set(key, state);
    return state;
  }

  private deploymentState(deployment: DeploymentConfig): DeploymentState {
    const known = this.deployments.get(deployment.id);
    if (known !== undefined) return known;
    const state = {
      identity: identityOf(deployment),
      credential: { refusal: undefined },
      models: new Set<ModelState>(),
    };
    this.deployments.set(deployment.id, state);
    return state;
  }

  private forget(state: ModelState): void {
    const id = state.key.slice(0, state.key.indexOf('\n'));
    this.deployments.get(id)?.models.delete(state);
  }
}

function identityOf({ provider, auth, apiKey, apiBase }: DeploymentConfig): string {
  return JSON.stringify([provider, auth, apiKey?.reveal(), apiBase]);
}
