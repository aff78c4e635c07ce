import type { Alias } from './file/read-aliases.js';
import type { FileSettings } from './file/read-config-file.js';
import type { Fallback } from './file/read-fallbacks.js';
import { findLoop } from './find-loop.js';
import type { DeploymentConfig, ModelAlias, RoutingConfig } from './gateway-config.js';
import { matchesModelPattern } from './model-pattern.js';
import type { ProblemList } from './problem-list.js';
import type { ConfigNode } from './yaml/config-node.js';

const ANY_MODEL = '*';

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
  const fallbacks = (router.fallbacks ?? litellm.fallbacks)?.value ?? [];
  const contextWindowFallbacks =
    (router.context_window_fallbacks ?? litellm.context_window_fallbacks)?.value ?? [];
  checkAliases(fileAliases, names, problems);
  checkFallbacks(fallbacks, names, problems);
  checkFallbacks(contextWindowFallbacks, names, problems);
  return {
    strategy: router.routing_strategy?.value ?? 'simple-shuffle',
    numRetries: (router.num_retries ?? litellm.num_retries)?.value ?? 2,
    allowedFails: (router.allowed_fails ?? litellm.allowed_fails)?.value ?? 3,
    cooldownMs: (router.cooldown_time ?? litellm.cooldown_time)?.value ?? 30_000,
    fallbacks: targetsByName(fallbacks),
    contextWindowFallbacks: targetsByName(contextWindowFallbacks),
    modelGroupAlias: names.aliases,
  };
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

function checkFallbacks(fallbacks: readonly Fallback[], names: Names, problems: ProblemList): void {
  for (const { from, entry, targets } of fallbacks) {
    if (from !== ANY_MODEL && !isServed(from, names)) {
      problems.warn(`${entry.keyLocation}: "${from}" has fallbacks but is not served.`);
    }
    for (const { value, node } of targets) checkTarget({ target: value, node }, names, problems);
  }
  const loop = findLoop(targetsByName(fallbacks));
  const first = fallbacks.find(({ from }) => from === loop?.[0]);
  if (loop !== undefined && first !== undefined) reportLoop(loop, first.entry.node, problems);
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
