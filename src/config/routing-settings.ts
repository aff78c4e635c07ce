import { fallbackChain, MOST_FALLBACKS } from './fallback-chain.js';
import type { Alias } from './file/read-aliases.js';
import type { FileSettings } from './file/read-config-file.js';
import type { Fallback } from './file/read-fallbacks.js';
import type { Located } from './file/read-context.js';
import type { RoutingGroup } from './file/read-routing-groups.js';
import { findLoop } from './find-loop.js';
import type {
  DeploymentConfig,
  FallbackChains,
  ModelAlias,
  RoutingConfig,
  RoutingStrategy,
} from './gateway-config.js';
import { matchesModelPattern } from './model-pattern.js';
import type { ProblemList } from './problem-list.js';
import type { ConfigNode } from './yaml/config-node.js';

const ANY_MODEL = '*';
/** LiteLLM's name of what makes the limits of deployments hard ones. */
export const ENFORCE_LIMITS = 'enforce_model_rate_limits';

export interface RoutingSources {
  readonly file: FileSettings;
  readonly deployments: readonly DeploymentConfig[];
  /** Aliases that come with the deployments; the file's stand over them. */
  readonly aliases: ReadonlyMap<string, ModelAlias>;
}

interface Names {
  readonly deployments: readonly DeploymentConfig[];
  readonly aliases: ReadonlyMap<string, ModelAlias>;
}

/** How deployments are chosen and what follows a failure; a name that leads nowhere or in a circle is a problem. */
export function readRoutingSettings(sources: RoutingSources, problems: ProblemList): RoutingConfig {
  const { router, litellm } = sources.file;
  const fileAliases = router.model_group_alias?.value ?? [];
  const names = { deployments: sources.deployments, aliases: mergeAliases(sources.aliases, fileAliases) };
  checkAliases(fileAliases, names, problems);
  return {
    strategy: router.routing_strategy?.value ?? 'simple-shuffle',
    strategyByModel: strategiesOf(router.routing_groups?.value ?? [], names, problems),
    numRetries: (router.num_retries ?? litellm.num_retries)?.value ?? 2,
    allowedFails: (router.allowed_fails ?? litellm.allowed_fails)?.value ?? 3,
    cooldownMs: (router.cooldown_time ?? litellm.cooldown_time)?.value ?? 30_000,
    hasCooldowns: !(router.disable_cooldowns?.value ?? false),
    ...readFallbackChains(sources.file, names, problems),
    hasSessionAffinity: router.session_affinity?.value ?? true,
    enforcesDeploymentLimits:
      router.optional_pre_call_checks?.value.some(({ value }) => value === ENFORCE_LIMITS) ?? false,
    modelGroupAlias: names.aliases,
  };
}

function readFallbackChains({ router, litellm }: FileSettings, names: Names, problems: ProblemList) {
  const general = (router.fallbacks ?? litellm.fallbacks)?.value ?? [];
  const ofDefaults = defaultFallbacks(router.default_fallbacks ?? litellm.default_fallbacks);
  const onContext = (router.context_window_fallbacks ?? litellm.context_window_fallbacks)?.value ?? [];
  const onRefusal = (router.content_policy_fallbacks ?? litellm.content_policy_fallbacks)?.value ?? [];
  return {
    fallbacks: chainsOf([...ofDefaults, ...general], names, problems),
    contextWindowFallbacks: chainsOf(onContext, names, problems),
    refusalFallbacks: chainsOf(onRefusal, names, problems),
  };
}

/** `default_fallbacks: [a]` is another way to write `fallbacks: [{ "*": [a] }]`, which wins over it. */
function defaultFallbacks(targets: Located<readonly Located<string>[]> | undefined): Fallback[] {
  if (targets === undefined) return [];
  const { value, node } = targets;
  return [{ from: ANY_MODEL, entry: { key: ANY_MODEL, keyLocation: node.location, node }, targets: value }];
}

function strategiesOf(
  groups: readonly RoutingGroup[],
  names: Names,
  problems: ProblemList,
): Map<string, RoutingStrategy> {
  const strategies = new Map<string, RoutingStrategy>();
  for (const { models, strategy } of groups) {
    for (const { value: model, node } of models) {
      if (!isServed(model, names)) {
        problems.warn(`${node.location}: "${model}" has a routing strategy but is not served.`);
      }
      if (strategies.has(model)) {
        problems.error(`${node.location}: ${node.path} names "${model}", which another group has; keep one.`);
      }
      strategies.set(model, strategy);
    }
  }
  return strategies;
}

function mergeAliases(
  given: ReadonlyMap<string, ModelAlias>,
  written: readonly Alias[],
): Map<string, ModelAlias> {
  return new Map([
    ...given,
    ...written.map(({ name, model, isHidden }): [string, ModelAlias] => [name, { model, isHidden }]),
  ]);
}

function targetsByName(fallbacks: readonly Fallback[]): Map<string, string[]> {
  return new Map(fallbacks.map(({ from, targets }) => [from, targets.map(({ value }) => value)]));
}

function checkAliases(aliases: readonly Alias[], names: Names, problems: ProblemList): void {
  for (const { model, entry } of aliases) checkTarget({ target: model, node: entry.node }, names, problems);
  const loop = findLoop(new Map([...names.aliases].map(([name, { model }]) => [name, [model]])));
  const first = aliases.find(({ name }) => name === loop?.[0]);
  if (loop !== undefined && first !== undefined) reportLoop(loop, first.entry.node, problems);
}

/** All names that follow each name, once they are known to be served, to lead nowhere twice, and to come to an end. */
function chainsOf(fallbacks: readonly Fallback[], names: Names, problems: ProblemList): FallbackChains {
  checkNames(fallbacks, names, problems);
  const steps = targetsByName(fallbacks);
  const loop = findLoop(steps);
  if (loop !== undefined) {
    const first = fallbacks.find(({ from }) => from === loop[0]);
    if (first !== undefined) reportLoop(loop, first.entry.node, problems);
    return steps;
  }
  const chains = new Map([...steps.keys()].map((name) => [name, fallbackChain(name, steps)]));
  for (const { from, entry } of fallbacks) checkLength(chains.get(from) ?? [], entry.node, problems);
  return chains;
}

function checkNames(fallbacks: readonly Fallback[], names: Names, problems: ProblemList): void {
  for (const { from, entry, targets } of fallbacks) {
    if (from !== ANY_MODEL && !isServed(from, names)) {
      problems.warn(`${entry.keyLocation}: "${from}" has fallbacks but is not served.`);
    }
    for (const { value, node } of targets) checkTarget({ target: value, node }, names, problems);
  }
}

function checkLength(chain: readonly string[], node: ConfigNode, problems: ProblemList): void {
  if (chain.length <= MOST_FALLBACKS) return;
  problems.error(
    `${node.location}: ${node.path} leads to ${chain.length} names in all (${chain.join(', ')}); allowed are ${MOST_FALLBACKS}.`,
  );
}

function checkTarget(
  { target, node }: { target: string; node: ConfigNode },
  names: Names,
  problems: ProblemList,
): void {
  if (isServed(target, names)) return;
  const served = [...new Set(names.deployments.map(({ modelName }) => modelName))].join(', ');
  problems.error(
    `${node.location}: ${node.path} names "${target}", which no deployment serves; served are: ${served || 'none'}.`,
  );
}

function reportLoop(loop: readonly string[], node: ConfigNode, problems: ProblemList): void {
  problems.error(
    `${node.location}: ${node.path} leads back to itself: ${loop.join(' → ')}; remove one step.`,
  );
}

/** Whether a caller may ask for that name: configured, an alias, or `provider/NAME` where a wildcard allows it. */
function isServed(name: string, { deployments, aliases }: Names): boolean {
  if (aliases.has(name)) return true;
  return deployments.some(({ modelName, provider }) => {
    const prefix = `${provider}/`;
    const isDirect = modelName.includes('*') && name.startsWith(prefix);
    return (
      matchesModelPattern(modelName, name) ||
      (isDirect && matchesModelPattern(modelName, name.slice(prefix.length)))
    );
  });
}
