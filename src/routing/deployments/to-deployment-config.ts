import type { DeploymentConfig } from '../../config/gateway-config.js';
import type { DeploymentSecrets } from './deployment-secrets.js';
import type { ManagedDeployment } from './managed-deployment.js';
import type { UpstreamOrigins } from '../upstream-origins.js';

/** A deployment of the database as routing takes it: like one of the file, but held to where it may lead. */
export function toDeploymentConfig(
  deployment: ManagedDeployment,
  { apiKey, extraHeaders }: DeploymentSecrets,
  origins: UpstreamOrigins,
): DeploymentConfig {
  const { id, modelName, provider, model, auth, weight, order, prices } = deployment;
  const apiBase = origins.originOf(deployment);
  return {
    ...{ id, modelName, provider, model, auth, apiKey, apiBase, weight, order, extraHeaders },
    rpm: deployment.rpm ?? undefined,
    tpm: deployment.tpm ?? undefined,
    timeoutMs: deployment.timeoutMs ?? undefined,
    maxTokens: deployment.maxTokens ?? undefined,
    dropParams: deployment.dropParams ?? undefined,
    priceOverride: Object.keys(prices).length === 0 ? undefined : prices,
    addressRules: origins.rulesFor(apiBase),
  };
}
