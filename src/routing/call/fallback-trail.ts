import { MOST_FALLBACKS } from '../../config/fallback-chain.js';
import type { FallbackKind, ModelGroup } from '../candidates/model-group.js';

/** The names that a call has been to, and those that what has moved it would try after the present one. */
export interface FallbackTrail {
  readonly former: readonly string[];
  readonly kind: FallbackKind | undefined;
  readonly rest: readonly string[];
}

export const START_OF_TRAIL: FallbackTrail = { former: [], kind: undefined, rest: [] };

/**
 * The names to which a call can be moved from a name, in order: that name's own fallbacks of the kind, then those that
 * were left where the call comes from, if they are of this kind or the call has failed. None that it has been to.
 */
export function namesAfter(
  kind: FallbackKind,
  { name, fallbacks }: ModelGroup,
  trail: FallbackTrail,
): string[] {
  if (trail.former.length >= MOST_FALLBACKS) return [];
  const rest = trail.kind === kind || kind === 'general' ? trail.rest : [];
  const names = new Set([...fallbacks[kind], ...rest]);
  return [...names].filter((next) => next !== name && !trail.former.includes(next));
}

/** The trail of a call that is moved from one name to another. */
export function extendTrail(
  { kind, to }: { kind: FallbackKind; to: string },
  from: ModelGroup,
  trail: FallbackTrail,
): FallbackTrail {
  const names = namesAfter(kind, from, trail);
  return { former: [...trail.former, from.name], kind, rest: names.slice(names.indexOf(to) + 1) };
}
