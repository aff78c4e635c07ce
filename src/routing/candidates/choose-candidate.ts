import type { Candidate } from './candidate.js';
import { isFull } from './limits.js';
import { isStalled } from '../health/slow-limit.js';
import type { Choice, Strategy } from '../strategies/strategy.js';
import { usageBased } from '../strategies/usage-based.js';

/** The deployments of a name, those with the lowest `order` first. */
export interface Choosable {
  readonly candidates: readonly Candidate[];
  readonly strategy: Strategy;
}

/** What a call asks of a deployment. */
export interface Demand extends Choice {
  /** What the call may use at most. */
  readonly estimatedTokens: number;
  /** The caller has a login of its own, without which `client_oauth` deployments cannot be called. */
  readonly hasLogin: boolean;
  /** A deployment at its rpm or tpm is out of the question, not only second best. */
  readonly enforcesLimits: boolean;
  /** Those that the call has been to: the last of them is out of the question, the others are second best. */
  readonly tried: readonly Candidate[];
}

/** From the best to the worst; among equals the lowest `order` counts. */
const RANKS = { good: 0, tried: 1, probe: 2, full: 3, stalled: 4, none: 5 } as const;

/**
 * The deployment that a call goes to: one that is healthy and has room, of the lowest `order`, by the strategy. One whose
 * turn it is to be probed goes before, unless the call has failed already: then it comes late. Where none has room, the
 * emptiest; where all keep their callers waiting, one of these. Undefined: none can be called.
 */
export function chooseCandidate(group: Choosable, demand: Demand): Candidate | undefined {
  const { candidates, strategy } = group;
  const ranks = candidates.map((candidate) => rankOf(candidate, candidates, demand));
  const best = Math.min(...ranks);
  const first = candidates[ranks.indexOf(best)];
  if (best === RANKS.none || first === undefined) return undefined;
  const { order } = first.deployment;
  const equals = candidates.filter(
    (candidate, index) => ranks[index] === best && candidate.deployment.order === order,
  );
  const probe = equals.find(({ health }) => health.takes(demand.nowMs) === 'probe');
  return probe ?? (best === RANKS.full ? usageBased : strategy)(equals, demand);
}

/** Whether a conversation can stay where it is: only what keeps its calls from being answered is in its way. */
export function canStay(candidate: Candidate, candidates: readonly Candidate[], demand: Demand): boolean {
  if (!canTake(candidate, demand) || !candidate.health.isAvailable) return false;
  return !isStalled(candidate, candidates, demand.nowMs);
}

function rankOf(candidate: Candidate, candidates: readonly Candidate[], demand: Demand): number {
  const { nowMs, tried, estimatedTokens } = demand;
  const takes = candidate.health.takes(nowMs);
  if (takes === 'none' || !canTake(candidate, demand)) return RANKS.none;
  if (isStalled(candidate, candidates, nowMs)) return RANKS.stalled;
  if (isFull(candidate, estimatedTokens, nowMs)) return RANKS.full;
  if (tried.length === 0) return RANKS.good;
  if (takes === 'probe') return RANKS.probe;
  return tried.some(({ key }) => key === candidate.key) ? RANKS.tried : RANKS.good;
}

/** Whether a call may go there at all, however healthy it is. */
export function canTake(candidate: Candidate, demand: Demand): boolean {
  const { tried, hasLogin, enforcesLimits, estimatedTokens, nowMs } = demand;
  if (tried.length > 0 && tried.at(-1)?.key === candidate.key) return false;
  if (candidate.target.isNotional && !hasLogin) return false;
  return !enforcesLimits || !isFull(candidate, estimatedTokens, nowMs);
}
