import { PROVIDER_NAMES } from '../../providers/provider-defaults.js';
import type { DeploymentConfig, ModelAlias } from '../../config/gateway-config.js';

export interface MatchedDeployment {
  deployment: DeploymentConfig;
  /** What upstream is asked for, with every wildcard filled in. */
  upstreamModel: string;
}

/**
 * The deployments that serve a model name: those that are called so (after aliases), else those behind the most specific
 * wildcard. `provider/NAME` also finds the wildcard deployments of that provider. Empty when there is none.
 */
export function matchDeployments(
  requestedModel: string,
  deployments: readonly DeploymentConfig[],
  aliases: ReadonlyMap<string, ModelAlias>,
): MatchedDeployment[] {
  const model = followAliases(requestedModel, aliases);
  const named = deployments.filter(({ modelName }) => modelName === model);
  if (named.length > 0) return named.map((deployment) => fillIn(deployment, model, model));
  const matches = deployments.flatMap((deployment) => wildcardMatches(deployment, model));
  const mostSpecific = Math.max(...matches.map(({ specificity }) => specificity));
  return matches
    .filter(({ specificity }) => specificity === mostSpecific)
    .map(({ deployment, matched }) => fillIn(deployment, matched, model));
}

/** The configuration refuses loops, so this ends. */
function followAliases(model: string, aliases: ReadonlyMap<string, ModelAlias>): string {
  const alias = aliases.get(model);
  return alias === undefined ? model : followAliases(alias.model, aliases);
}

interface WildcardMatch {
  deployment: DeploymentConfig;
  /** The name that the wildcard matched: with or without the provider. */
  matched: string;
  /** Letters of the pattern that are no wildcard. */
  specificity: number;
}

function wildcardMatches(deployment: DeploymentConfig, model: string): WildcardMatch[] {
  const { modelName, provider } = deployment;
  if (!modelName.includes('*')) return [];
  const specificity = modelName.length;
  // A bare "*" would match "anthropic/x" on any provider; a provider that is named has to be the deployment's.
  if (PROVIDER_NAMES.some((name) => name !== provider && model.startsWith(`${name}/`))) return [];
  const bare = model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model;
  const matched = [model, bare].find((name) => patternOf(modelName).test(name));
  return matched === undefined ? [] : [{ deployment, matched, specificity }];
}

function fillIn(deployment: DeploymentConfig, matched: string, requested: string): MatchedDeployment {
  const { model, modelName, provider } = deployment;
  if (!model.includes('*')) return { deployment, upstreamModel: model };
  const bare = requested.startsWith(`${provider}/`) ? requested.slice(provider.length + 1) : requested;
  if (modelName === model || patternOf(model).test(bare)) {
    return { deployment, upstreamModel: withoutPath(modelName, bare) };
  }
  const captured = patternOf(modelName).exec(matched)?.slice(1) ?? [];
  return { deployment, upstreamModel: model.replaceAll('*', () => captured.shift() ?? '') };
}

/** What is left of a name after the folders that its pattern spells out: `team/claude-x` by `team/*` is `claude-x`. */
function withoutPath(pattern: string, name: string): string {
  const literal = pattern.slice(0, pattern.indexOf('*'));
  const path = literal.slice(0, literal.lastIndexOf('/') + 1);
  return name.startsWith(path) ? name.slice(path.length) : name;
}

function patternOf(wildcard: string): RegExp {
  const literals = wildcard.split('*').map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${literals.join('(.*)')}$`, 's');
}
