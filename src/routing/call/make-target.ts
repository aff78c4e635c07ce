import type { GatewayConfig } from '../../config/gateway-config.js';
import type { ProviderRegistry } from '../../providers/provider-registry.js';
import type { RouteTarget } from './call-route.js';
import type { MatchedDeployment } from '../candidates/match-deployments.js';

/** What an attempt on a deployment goes by; one with the caller's own login still lacks that. */
export function makeTarget(
  { deployment, upstreamModel }: MatchedDeployment,
  registry: ProviderRegistry,
  { requestTimeoutMs, dropParams }: Pick<GatewayConfig, 'requestTimeoutMs' | 'dropParams'>,
): RouteTarget {
  const isCallersLogin = deployment.auth === 'client_oauth';
  return {
    deploymentId: deployment.id,
    fallbackModel: undefined,
    provider: registry.get(deployment.provider),
    model: upstreamModel,
    endpoint: {
      origin: deployment.apiBase,
      credential: deployment.apiKey?.reveal() ?? '',
      isCallersLogin,
      extraHeaders: deployment.extraHeaders.reveal(),
      timeoutMs: deployment.timeoutMs ?? requestTimeoutMs,
      addressRules: deployment.addressRules,
    },
    dropParams: deployment.dropParams ?? dropParams,
    defaultMaxTokens: deployment.maxTokens,
    priceOverride: deployment.priceOverride,
    isNotional: isCallersLogin,
  };
}
