import { Inject, Injectable } from '@nestjs/common';

import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import { SharedStateService } from '../shared-state/shared-state.service.js';
import { capabilitiesOf } from '../translation/model-capabilities.js';
import type { CallRoute, RouteRequest } from './call/call-route.js';
import type { Candidate } from './candidates/candidate.js';
import type { HealthNews } from './health/candidate-health.js';
import type { DeploymentStatus } from './deployments/deployment-status.js';
import type { ListedModel } from './list-models.js';
import { Router } from './router.js';
import { type RoutingFact, RoutingNews } from './routing-news.js';

const CIRCUMSTANCES = {
  nowMs: () => performance.now(),
  epochMs: () => Date.now(),
  draw: () => Math.random(),
};

/** The router by the system's clock, which writes to the log what becomes of deployments. */
@Injectable()
export class RouterService {
  private readonly router: Router;
  private readonly news: RoutingNews | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    registry: ProviderRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
    { redis }: SharedStateService,
  ) {
    this.news = redis && new RoutingNews(redis, (fact) => this.hear(fact));
    this.router = new Router(
      config,
      { registry, circumstances: CIRCUMSTANCES },
      {
        healthChanged: (candidate, news) => this.tellHealth(candidate, news),
        modelFound: (upstreamModel) => this.warnIfUnknown(upstreamModel),
        conversationBound: (model, conversation, candidate) =>
          this.news?.tell({ kind: 'bound', model, conversation, candidate }),
      },
    );
  }

  /**
   * The way of a call through the deployments of its model.
   *
   * @throws ModelNotFoundError when no deployment serves the model; NotConfiguredError when there is none at all;
   * AuthenticationError when it needs a login that the caller has not sent; RateLimitError, or what upstream refused a
   * credential with, when none can be called at the moment.
   */
  route(request: RouteRequest): CallRoute {
    return this.router.route(request);
  }

  /** The models that callers can ask for, in the order of the deployments. */
  models(): ListedModel[] {
    return this.router.models();
  }

  /** Those that serve now. */
  deployments(): readonly DeploymentConfig[] {
    return this.router.deployments();
  }

  /** From the next call on these serve; what is known of those that go where they went, as whom they went, stays. */
  replaceDeployments(deployments: readonly DeploymentConfig[]): void {
    this.router.replaceDeployments(deployments);
  }

  /** How each deployment is, in their order. */
  status(): DeploymentStatus[] {
    return this.router.status();
  }

  /** Whatever spoke against a deployment is forgotten, by all replicas: somebody has seen that it works. */
  markHealthy(id: string): void {
    this.router.markHealthy(id);
    this.news?.tell({ kind: 'recovered', deploymentId: id });
  }

  private hear(fact: RoutingFact): void {
    switch (fact.kind) {
      case 'rests': {
        const changed = this.router.restAsTold(fact);
        return changed && this.logHealth(...changed);
      }
      case 'recovered':
        return this.router.markHealthy(fact.deploymentId);
      case 'bound':
        return this.router.bindAsTold(fact.model, fact.conversation, fact.candidate);
      default:
        // A newer replica may tell what this one does not know.
        fact satisfies never;
    }
  }

  private tellHealth(candidate: Candidate, news: HealthNews): void {
    this.logHealth(candidate, news);
    if (news.kind !== 'cooling_down') return;
    const { deployment, upstreamModel } = candidate;
    const { reason, forMs } = news;
    this.news?.tell({ kind: 'rests', deploymentId: deployment.id, upstreamModel, reason, forMs });
  }

  private warnIfUnknown(model: string): void {
    if (capabilitiesOf(model).isKnown) return;
    this.logger.warn({ model }, 'This model is not known: it is called by the newest models’ rules.');
  }

  /** A line for each change; none for a single call. */
  private logHealth({ deployment, upstreamModel: model }: Candidate, news: HealthNews): void {
    const facts = { deploymentId: deployment.id, model };
    switch (news.kind) {
      case 'back':
        return this.logger.info(facts, 'The deployment takes calls again.');
      case 'cooling_down': {
        const { reason, forMs, error } = news;
        const seconds = Math.ceil(forMs / 1000);
        return this.logger.warn(
          { ...facts, reason, seconds, errorType: error?.type, errorCode: error?.code },
          'The deployment cools down.',
        );
      }
      case 'parked':
        return this.logger.error(
          { ...facts, errorType: news.error.type, errorMessage: news.error.message },
          'ALERT: upstream refuses the deployment’s credential; it gets no calls until that is changed.',
        );
      default:
        throw new TypeError(`Unknown news: ${JSON.stringify(news satisfies never)}`);
    }
  }
}
