import { Inject, Injectable } from '@nestjs/common';

import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config.js';
import { AuthenticationError, ModelNotFoundError, NotConfiguredError } from '../errors/gateway-error.js';
import { LOGGER, type Logger } from '../observability/logger.js';
import { capabilitiesOf } from '../translation/model-capabilities.js';
import { ProviderRegistry } from '../providers/provider-registry.js';
import type { CallRoute, RouteRequest, RouteTarget } from './call-route.js';
import { listModels, type ListedModel } from './list-models.js';
import { type MatchedDeployment, matchDeployments } from './match-deployments.js';
import { pickDeployment } from './pick-deployment.js';

/** Callers choose model names, so what is remembered about them has to have an end. */
const MOST_REMEMBERED_NAMES = 1000;
/** No model is called by more letters; matching wildcards takes time that grows with them. */
const LONGEST_NAME = 256;

@Injectable()
export class RouterService {
  private readonly matchesByModel = new Map<string, MatchedDeployment[]>();

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly registry: ProviderRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The way of a call through the deployments of its model.
   *
   * @throws ModelNotFoundError when no deployment serves the model; NotConfiguredError when there is none at all.
   */
  route(request: RouteRequest): CallRoute {
    return {
      target: this.choose(request.model, request.callerLogin),
      canMove: false,
      hasRefusalFallback: false,
      begin: () => undefined,
      answered: () => undefined,
      end: () => undefined,
      next: () => undefined,
      nextAfterRefusal: () => undefined,
    };
  }

  private choose(model: string, callerLogin: string | undefined): RouteTarget {
    if (this.config.missingCredential !== undefined) {
      throw new NotConfiguredError({ message: this.config.missingCredential.message });
    }
    const matches = model.length > LONGEST_NAME ? [] : this.match(model);
    const picked = pickDeployment(matches, Math.random());
    if (picked === undefined) throw this.modelNotFound(model);
    return this.targetOf(picked, callerLogin);
  }

  /** The models that callers can ask for, in the order of the configuration. */
  models(): ListedModel[] {
    return listModels(this.config.deployments, this.config.routing.modelGroupAlias);
  }

  private match(model: string): MatchedDeployment[] {
    const known = this.matchesByModel.get(model);
    if (known !== undefined) return known;
    const matches = matchDeployments(model, this.config.deployments, this.config.routing.modelGroupAlias);
    if (this.matchesByModel.size >= MOST_REMEMBERED_NAMES) this.matchesByModel.clear();
    this.warnOfUnknownModels(matches);
    this.matchesByModel.set(model, matches);
    return matches;
  }

  private warnOfUnknownModels(matches: readonly MatchedDeployment[]): void {
    for (const { upstreamModel } of matches) {
      if (capabilitiesOf(upstreamModel).isKnown) continue;
      this.logger.warn(
        { model: upstreamModel },
        'This model is not known: it is called by the newest models’ rules.',
      );
    }
  }

  private targetOf(
    { deployment, upstreamModel }: MatchedDeployment,
    callerLogin: string | undefined,
  ): RouteTarget {
    return {
      deploymentId: deployment.id,
      provider: this.registry.get(deployment.provider),
      model: upstreamModel,
      endpoint: {
        origin: deployment.apiBase,
        credential: credentialOf(deployment, callerLogin),
        extraHeaders: deployment.extraHeaders.reveal(),
        timeoutMs: deployment.timeoutMs ?? this.config.requestTimeoutMs,
      },
      dropParams: deployment.dropParams ?? this.config.dropParams,
      defaultMaxTokens: deployment.maxTokens,
      priceOverride: deployment.priceOverride,
      fallbackModel: undefined,
      isNotional: deployment.auth === 'client_oauth',
    };
  }

  private modelNotFound(model: string): ModelNotFoundError {
    const names = this.models().map(({ id }) => id);
    const some = names.slice(0, 10).join(', ') + (names.length > 10 ? ', …' : '');
    return new ModelNotFoundError({
      message: `The model "${model.slice(0, 200)}" is not served here. Served are: ${some}. GET /v1/models lists all.`,
    });
  }
}

function credentialOf({ apiKey }: DeploymentConfig, callerLogin: string | undefined): string {
  const credential = apiKey?.reveal() ?? callerLogin;
  if (credential !== undefined) return credential;
  throw new AuthenticationError({
    message:
      'This model is called with your own Claude login: send it as "Authorization: Bearer" and your gateway key in the x-tollgate-api-key header.',
  });
}
