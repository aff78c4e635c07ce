import type { components } from '../../api/schema.js';

export type Deployment = components['schemas']['ModelAnswer'];
export type DeploymentStatus = components['schemas']['StatusAnswer'];
/** How a deployment is with one of the models behind its wildcard. */
export type ModelStanding = DeploymentStatus['models'][number];
export type TestOutcome = components['schemas']['ModelTestAnswer'];

/** Where a deployment is shown. */
export function deploymentHref(id: string): string {
  return `/models/${encodeURIComponent(id)}`;
}

/** Upstream's name of the model, without the provider. */
export function upstreamModelOf({ model, provider }: Pick<Deployment, 'model' | 'provider'>): string {
  return model.slice(provider.length + 1);
}
