import type { GatewayError } from '../../errors/gateway-error.js';
import type { HeaderList } from '../../providers/header-list.js';
import { Attempt } from './attempt.js';
import type { AttemptReport, CallRoute, NextAttempt, RouteRequest, RouteTarget } from './call-route.js';
import type { Candidate } from '../candidates/candidate.js';
import { canStay, chooseCandidate, type Demand } from '../candidates/choose-candidate.js';
import { classifyFailure, type FailureClass, isTooLong } from '../health/failure-class.js';
import { extendTrail, namesAfter, START_OF_TRAIL } from './fallback-trail.js';
import type { FallbackKind, ModelGroup } from '../candidates/model-group.js';
import { lastResort, nextToReturn } from '../health/resting.js';
import type { Place, RoutingContext } from '../routing-context.js';
import { missingLogin, whyNotNow } from '../candidates/why-not-now.js';

/** A place to go to, and why where its name is another one. */
interface Move extends Place {
  readonly waitMs: number;
  readonly kind?: FallbackKind;
}

/** An attempt that would be given up so soon is not begun. */
const LEAST_ATTEMPT_MS = 1000;
/** A caller waits no longer than this for a deployment to come back. */
const MOST_WAIT_MS = 5000;
const FIRST_BACKOFF_MS = 100;
const MOST_BACKOFF_MS = 2000;

const TRIED_ELSEWHERE: ReadonlySet<FailureClass> = new Set<FailureClass>([
  'rate_limited',
  'overloaded',
  'failed',
  'credential',
  'not_served',
]);
const NONE: readonly Candidate[] = [];

/** One call's way through the deployments of its model name, and from there to the names after it. */
export class RoutedCall implements CallRoute {
  target: RouteTarget;
  private place: Place;
  private attempt: Attempt | undefined;
  private readonly deadlineMs: number;
  /** Attempts after the first one among the deployments of the present name. */
  private retries = 0;
  /** Where the call has failed, the last one last. */
  private failedAt = NONE;
  private trail = START_OF_TRAIL;
  /** Undefined: not asked for yet; null: the call belongs to none. */
  private conversation: string | null | undefined;
  private boundTo: string | undefined;

  /** @throws GatewayError when no deployment can be called now: upstream's own error, where it has given one. */
  constructor(
    private readonly context: RoutingContext,
    private readonly request: RouteRequest,
    private readonly home: ModelGroup,
  ) {
    const nowMs = context.nowMs();
    const only = home.onlyCandidate;
    const isUnbound = !home.needsLogin && !context.routing.enforcesDeploymentLimits;
    const isReady = isUnbound && only?.health.isAvailable === true;
    this.place = isReady ? { group: home, candidate: only } : this.firstPlace(nowMs);
    const { timeoutMs } = this.place.candidate.target.endpoint;
    this.deadlineMs = nowMs + Math.max(context.requestTimeoutMs, timeoutMs);
    this.target = this.targetWithin(timeoutMs);
  }

  get canMove(): boolean {
    const { candidates, hasFallbacks } = this.place.group;
    const hasRetry = candidates.length > 1 && this.retries < this.context.routing.numRetries;
    return hasRetry || hasFallbacks || this.trail.rest.length > 0;
  }

  begin(): void {
    if (this.attempt === undefined) this.home.retryBudget.countCall(this.context.nowMs());
    this.attempt = new Attempt(this.context, this.request, this.place);
  }

  answered(headers: Readonly<HeaderList>): void {
    this.attempt?.answered(headers);
    const { group, candidate } = this.place;
    if (this.boundTo !== candidate.key) this.bind(group, candidate);
  }

  end(report: AttemptReport): void {
    this.attempt?.end(report);
  }

  next(error: GatewayError): NextAttempt | undefined {
    if (isTooLong(error)) return this.moveToName('contextWindow');
    const failure = classifyFailure(error, this.target.isNotional);
    if (!TRIED_ELSEWHERE.has(failure)) return undefined;
    const demand = this.demand([...this.failedAt, this.place.candidate]);
    const move = this.sameName(demand) ?? this.otherName('general', demand) ?? this.afterRest(demand);
    return move && this.go(move, demand, failure);
  }

  get hasRefusalFallback(): boolean {
    const { place, trail } = this;
    if (place.group.fallbacks.refusal.length === 0 && trail.kind !== 'refusal') return false;
    return namesAfter('refusal', place.group, trail).length > 0;
  }

  nextAfterRefusal(): NextAttempt | undefined {
    return this.moveToName('refusal');
  }

  private firstPlace(nowMs: number): Place {
    const { home } = this;
    const demand = this.demand(NONE, nowMs);
    if (home.needsLogin && !demand.hasLogin) throw missingLogin();
    const candidate = this.chooseIn(home, demand);
    return candidate === undefined ? this.placeBesides(demand) : { group: home, candidate };
  }

  /** The name that was asked for has no deployment to call: so without an attempt the call goes on to the next names. */
  private placeBesides(demand: Demand): Place {
    const move = this.otherName('general', demand, this.home);
    if (move !== undefined) return this.startAt(move);
    const names = this.home.fallbacks.general;
    for (const group of [this.home, ...names.flatMap((name) => this.context.groupOf(name) ?? [])]) {
      const candidate = lastResort(group.candidates, demand);
      if (candidate !== undefined) return this.startAt({ group, candidate });
    }
    throw whyNotNow(this.home.candidates, demand);
  }

  private startAt(place: Place): Place {
    const { group } = place;
    if (group !== this.home) {
      this.trail = extendTrail({ kind: 'general', to: group.name }, this.home, this.trail);
    }
    return place;
  }

  /** Another deployment of the present name. */
  private sameName(demand: Demand): Move | undefined {
    const { group } = this.place;
    if (this.retries >= this.context.routing.numRetries) return undefined;
    const candidate = this.chooseIn(group, demand);
    return candidate && { group, candidate, waitMs: 0 };
  }

  /** A deployment of the first of the following names that has one to call. */
  private otherName(kind: FallbackKind, demand: Demand, from = this.place.group): Move | undefined {
    for (const name of namesAfter(kind, from, this.trail)) {
      const group = this.context.groupOf(name);
      if (group === undefined) continue;
      const candidate = this.chooseIn(group, demand);
      if (candidate !== undefined) return { group, candidate, waitMs: 0, kind };
    }
    return undefined;
  }

  /** A deployment of the present name that will soon be back. */
  private afterRest(demand: Demand): Move | undefined {
    const { group } = this.place;
    if (this.retries >= this.context.routing.numRetries) return undefined;
    const next = nextToReturn(group.candidates, demand);
    if (next === undefined) return undefined;
    const waitMs = Math.max(0, next.atMs - demand.nowMs);
    return waitMs > MOST_WAIT_MS ? undefined : { group, candidate: next.candidate, waitMs };
  }

  private moveToName(kind: FallbackKind): NextAttempt | undefined {
    const demand = this.demand([...this.failedAt, this.place.candidate]);
    const move = this.otherName(kind, demand);
    return move && this.go(move, demand);
  }

  /** Moves the call, if there is time for it and, after a failure, a retry left in the budget. */
  private go(move: Move, { nowMs, tried }: Demand, failure?: FailureClass): NextAttempt | undefined {
    const delayMs = move.waitMs + (failure === undefined ? 0 : this.backoffMs(tried.length));
    const leftMs = this.deadlineMs - nowMs - delayMs;
    if (leftMs < LEAST_ATTEMPT_MS) return undefined;
    // What a deployment does not have, it refuses without effort: that feeds no storm.
    const needsBudget = failure !== undefined && failure !== 'not_served';
    if (needsBudget && !this.home.retryBudget.take(nowMs)) return undefined;
    this.follow(move);
    this.failedAt = tried;
    this.target = this.targetWithin(leftMs);
    return { delayMs };
  }

  private follow({ group, candidate, kind }: Move): void {
    if (kind === undefined) this.retries++;
    else {
      this.trail = extendTrail({ kind, to: group.name }, this.place.group, this.trail);
      this.retries = 0;
    }
    this.place = { group, candidate };
  }

  private backoffMs(failures: number): number {
    const mostMs = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MOST_BACKOFF_MS);
    return Math.round(mostMs * this.context.draw());
  }

  /** The deployment of a name that the call's conversation is on, else the one that the strategy chooses. */
  private chooseIn(group: ModelGroup, demand: Demand): Candidate | undefined {
    const conversation = this.conversationIn(group);
    if (conversation === undefined) return chooseCandidate(group, demand);
    const key = this.context.affinity.find(group.name, conversation, demand.nowMs);
    const present = group.candidates.find((candidate) => candidate.key === key);
    this.boundTo = present?.key;
    if (present !== undefined && canStay(present, group.candidates, demand)) return present;
    const chosen = chooseCandidate(group, demand);
    if (chosen !== undefined) this.bind(group, chosen);
    return chosen;
  }

  private conversationIn(group: ModelGroup): string | undefined {
    if (group.onlyCandidate !== undefined || !this.context.routing.hasSessionAffinity) return undefined;
    if (this.conversation === undefined) this.conversation = this.request.conversation() ?? null;
    return this.conversation ?? undefined;
  }

  private bind(group: ModelGroup, { key }: Candidate): void {
    if (typeof this.conversation !== 'string') return;
    this.boundTo = key;
    this.context.affinity.bind(group.name, this.conversation, key, this.context.nowMs());
  }

  private demand(tried: readonly Candidate[], nowMs = this.context.nowMs()): Demand {
    const { isStream, estimatedTokens, callerLogin } = this.request;
    return {
      nowMs,
      tried,
      isStream,
      estimatedTokens,
      draw: this.context.draw(),
      hasLogin: callerLogin !== undefined,
      enforcesLimits: this.context.routing.enforcesDeploymentLimits,
    };
  }

  private targetWithin(leftMs: number): RouteTarget {
    const { group, candidate } = this.place;
    const { target } = candidate;
    const { endpoint, isNotional } = target;
    const fallbackModel = group === this.home ? undefined : group.name;
    if (endpoint.timeoutMs <= leftMs && fallbackModel === undefined && !isNotional) return target;
    const credential = isNotional ? (this.request.callerLogin ?? '') : endpoint.credential;
    const timeoutMs = Math.min(endpoint.timeoutMs, leftMs);
    return { ...target, fallbackModel, endpoint: { ...endpoint, credential, timeoutMs } };
  }
}
