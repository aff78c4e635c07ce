import { LRUCache } from 'lru-cache';

import type { DeploymentConfig, GatewayConfig, RoutingConfig } from '../config/gateway-config.js';
import { ModelNotFoundError, NotConfiguredError, RateLimitError } from '../errors/gateway-error.js';
import type { ProviderRegistry } from '../providers/provider-registry.js';
import { Affinity } from './candidates/affinity.js';
import type { CallRoute, RouteRequest } from './call/call-route.js';
import type { Candidate } from './candidates/candidate.js';
import { CandidateStore } from './candidates/candidate-store.js';
import type { CoolDownReason, HealthNews } from './health/candidate-health.js';
import type { DeploymentStatus } from './deployments/deployment-status.js';
import { describeStatus } from './deployments/describe-status.js';
import { listModels, type ListedModel } from './list-models.js';
import { makeTarget } from './call/make-target.js';
import { matchDeployments } from './candidates/match-deployments.js';
import { makeModelGroup, type ModelGroup } from './candidates/model-group.js';
import { RoutedCall } from './call/routed-call.js';
import type { Circumstances, RoutingContext } from './routing-context.js';

/** Callers choose model names, so what is remembered about them has to have an end. */
const MOST_REMEMBERED_NAMES = 1000;
/** No model is called by more letters; matching wildcards takes time that grows with them. */
const LONGEST_NAME = 256;

export type RouterConfig = Pick<
  GatewayConfig,
  'deployments' | 'missingCredential' | 'routing' | 'dropParams' | 'requestTimeoutMs'
>;

/** Who is told of what happens. */
export interface RouterListener {
  healthChanged(candidate: Candidate, news: HealthNews): void;
  /** A model name is used for the first time in a while. */
  modelFound(upstreamModel: string): void;
  /** A conversation with a model name is on another deployment than before. */
  conversationBound(model: string, conversation: string, candidate: string): void;
}

/** What another replica has found out of a deployment. */
export interface ToldRest {
  deploymentId: string;
  upstreamModel: string;
  reason: CoolDownReason;
  forMs: number;
}

/** Finds each call's way through the deployments, by what they have been like lately. */
export class Router {
  private deploymentList: readonly DeploymentConfig[];
  private readonly groups = new LRUCache<string, ModelGroup>({ max: MOST_REMEMBERED_NAMES });
  private readonly store: CandidateStore;
  private readonly routing: RoutingConfig;
  private readonly context: RoutingContext;

  constructor(
    private readonly config: RouterConfig,
    { registry, circumstances }: { registry: ProviderRegistry; circumstances: Circumstances },
    private readonly listener: RouterListener,
  ) {
    const { routing, requestTimeoutMs } = config;
    this.deploymentList = config.deployments;
    this.routing = routing;
    this.store = new CandidateStore(routing, (match) => makeTarget(match, registry, config));
    this.context = {
      ...circumstances,
      routing,
      requestTimeoutMs,
      affinity: new Affinity((...bound) => listener.conversationBound(...bound)),
      groupOf: (name) => this.groupOf(name),
      tell: (candidate, news) => listener.healthChanged(candidate, news),
    };
  }

  /**
   * The way of a call through the deployments of its model.
   *
   * @throws ModelNotFoundError when no deployment serves the model; NotConfiguredError when there is none at all;
   * AuthenticationError when it needs a login that the caller has not sent; RateLimitError, or what upstream refused a
   * credential with, when none can be called at the moment.
   */
  route(request: RouteRequest): CallRoute {
    const group = this.groupOf(request.model);
    if (group === undefined) throw this.noDeployment(request.model);
    return new RoutedCall(this.context, request, group);
  }

  /** The models that callers can ask for, in the order of the deployments. */
  models(): ListedModel[] {
    return listModels(this.deploymentList, this.routing.modelGroupAlias);
  }

  deployments(): readonly DeploymentConfig[] {
    return this.deploymentList;
  }

  /** From the next call on these serve; what is known of those that go where they went, as whom they went, stays. */
  replaceDeployments(deployments: readonly DeploymentConfig[]): void {
    this.deploymentList = deployments;
    this.store.keepOnly(deployments);
    this.groups.clear();
  }

  status(): DeploymentStatus[] {
    return this.deploymentList.map((deployment) =>
      describeStatus(deployment, this.store.modelsOf(deployment.id), this.context),
    );
  }

  /** Whatever spoke against a deployment is forgotten: somebody has seen that it works. */
  markHealthy(id: string): void {
    const deployment = this.deploymentList.find((known) => known.id === id);
    if (deployment === undefined) return;
    for (const { health, upstreamModel } of this.store.modelsOf(id)) {
      const news = health.recover(this.context.nowMs());
      if (news !== undefined)
        this.listener.healthChanged(this.store.candidateOf({ deployment, upstreamModel }), news);
    }
  }

  /** A deployment rests although nothing was seen of that here. Undefined: that is no news, or it does not. */
  restAsTold({ deploymentId, upstreamModel, reason, forMs }: ToldRest): [Candidate, HealthNews] | undefined {
    const deployment = this.deploymentList.find(({ id }) => id === deploymentId);
    if (deployment === undefined || !this.routing.hasCooldowns) return undefined;
    const candidate = this.store.candidateOf({ deployment, upstreamModel });
    const error = new RateLimitError({
      message: 'Upstream takes no more calls at the moment: another replica of the gateway was told so.',
    });
    const news = candidate.health.restAsTold({ reason, forMs, error }, this.context.nowMs());
    return news && [candidate, news];
  }

  /** Another replica has bound a conversation. */
  bindAsTold(model: string, conversation: string, candidate: string): void {
    this.context.affinity.learn(model, conversation, candidate, this.context.nowMs());
  }

  private groupOf(name: string): ModelGroup | undefined {
    const known = this.groups.get(name);
    if (known !== undefined || name.length > LONGEST_NAME) return known;
    const matches = matchDeployments(name, this.deploymentList, this.routing.modelGroupAlias);
    if (matches.length === 0) return undefined;
    for (const { upstreamModel } of matches) this.listener.modelFound(upstreamModel);
    const candidates = matches.map((match) => this.store.candidateOf(match));
    const group = makeModelGroup(name, candidates, this.routing);
    this.groups.set(name, group);
    return group;
  }

  private noDeployment(model: string): NotConfiguredError | ModelNotFoundError {
    const { missingCredential } = this.config;
    if (missingCredential !== undefined && this.deploymentList.length === 0) {
      return new NotConfiguredError({ message: missingCredential.message });
    }
    const names = this.models().map(({ id }) => id);
    const some = names.slice(0, 10).join(', ') + (names.length > 10 ? ', …' : '');
    return new ModelNotFoundError({
      message: `The model "${model.slice(0, 200)}" is not served here. Served are: ${some}. GET /v1/models lists all.`,
    });
  }
}
