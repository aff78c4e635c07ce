import type { RoutingConfig } from '../../config/gateway-config.js';
import type { Candidate } from './candidate.js';
import type { Choosable } from './choose-candidate.js';
import { namesOf } from './names-of.js';
import { RetryBudget } from '../call/retry-budget.js';
import { STRATEGIES } from '../strategies/strategies.js';

/** What a call is moved to another name for. */
export type FallbackKind = 'general' | 'contextWindow' | 'refusal';

/** A model name as callers ask for it, and everything that is known of it once the configuration is. */
export interface ModelGroup extends Choosable {
  readonly name: string;
  /** The one deployment, where there is no other. */
  readonly onlyCandidate: Candidate | undefined;
  /** The names after it, by what they are for. */
  readonly fallbacks: Readonly<Record<FallbackKind, readonly string[]>>;
  readonly hasFallbacks: boolean;
  /** Every deployment of it is called with the caller's own login. */
  readonly needsLogin: boolean;
  readonly retryBudget: RetryBudget;
}

/** What the configuration says of a name counts for it before what it says of the name's alias, wildcard, or `*`. */
export function makeModelGroup(
  name: string,
  candidates: readonly Candidate[],
  routing: RoutingConfig,
): ModelGroup {
  const names = namesOf(name, routing.modelGroupAlias, candidates[0]?.deployment.modelName);
  const find = <T>(table: ReadonlyMap<string, T>): T | undefined =>
    names.map((known) => table.get(known)).find((found) => found !== undefined);
  const fallbacks = {
    general: (find(routing.fallbacks) ?? []).filter((next) => !names.includes(next)),
    contextWindow: (find(routing.contextWindowFallbacks) ?? []).filter((next) => !names.includes(next)),
    refusal: (find(routing.refusalFallbacks) ?? []).filter((next) => !names.includes(next)),
  };
  return {
    name,
    onlyCandidate: candidates.length === 1 ? candidates[0] : undefined,
    candidates: candidates.toSorted((left, right) => left.deployment.order - right.deployment.order),
    strategy: STRATEGIES[find(routing.strategyByModel) ?? routing.strategy],
    fallbacks,
    hasFallbacks: Object.values(fallbacks).some((chain) => chain.length > 0),
    needsLogin: candidates.every(({ target }) => target.isNotional),
    retryBudget: new RetryBudget(),
  };
}
