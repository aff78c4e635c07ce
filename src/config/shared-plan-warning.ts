import type { DeploymentConfig, GatewayConfig } from './gateway-config.js';
import { isLoopbackHost } from './is-loopback-host.js';

const TERMS =
  "Terms: Anthropic does not allow a Free, Pro or Max plan's credentials to serve other people's requests; for a team use anthropic/ with an organisation's API key, or auth: client_oauth.";

/** What whoever runs the gateway should know when one of these deployments shares the token of a person's plan. */
export function sharedPlanWarning(
  { isOpen, host }: Pick<GatewayConfig, 'isOpen' | 'host'>,
  deployments: readonly Pick<DeploymentConfig, 'auth'>[],
): string | undefined {
  const isShared = !isOpen || !isLoopbackHost(host);
  return isShared && deployments.some(({ auth }) => auth === 'oauth_token') ? TERMS : undefined;
}
