import type { DeploymentConfig, ModelAlias } from '../config/gateway-config.js';
import { displayName, SEED_MODELS } from '../translation/model-capabilities.js';
import { matchDeployments } from './candidates/match-deployments.js';

export interface ListedModel {
  id: string;
  displayName: string;
}

/**
 * The names that callers can use: those of the configuration and its aliases, and behind each wildcard the models that
 * are known by name.
 */
export function listModels(
  deployments: readonly DeploymentConfig[],
  aliases: ReadonlyMap<string, ModelAlias>,
): ListedModel[] {
  const named = deployments.map(({ modelName }) => modelName).filter((name) => !name.includes('*'));
  const visibleAliases = [...aliases].filter(([, { isHidden }]) => !isHidden).map(([name]) => name);
  const known = SEED_MODELS.filter((model) => matchDeployments(model, deployments, aliases).length > 0);
  const ids = new Set([...named, ...visibleAliases, ...known]);
  return [...ids].map((id) => ({ id, displayName: displayName(id) }));
}
