import type { DeploymentConfig, GatewayConfig } from '../config/gateway-config.js';
import { sharedPlanWarning } from '../config/shared-plan-warning.js';

const MODELS_LISTED = 12;

/** What the terminal says once the gateway listens, line by line. */
export function startReport(config: GatewayConfig, url: string): string[] {
  return [
    `Tollgate is listening on ${url}${workersOf(config)}`,
    ...(config.isConsoleDisabled ? [] : [`Console: ${url}/ui`]),
    ...modelLines(config),
    ...missingCredentialLines(config),
    ...openLines(config),
    ...termsLines(config),
    ...config.warnings.map((warning) => `Warning: ${warning}`),
  ];
}

function workersOf({ workers }: GatewayConfig): string {
  return workers === 1 ? '' : ` with ${workers} workers`;
}

function modelLines({ deployments }: GatewayConfig): string[] {
  const routes = [...new Set(deployments.map(describeRoute))];
  const more = routes.length - MODELS_LISTED;
  return [
    ...routes.slice(0, MODELS_LISTED).map((route) => `  ${route}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function describeRoute({ modelName, provider, model }: DeploymentConfig): string {
  return `${modelName} → ${provider}/${model}`;
}

function missingCredentialLines({ missingCredential }: GatewayConfig): string[] {
  if (missingCredential === undefined) return [];
  return [missingCredential.message, 'Until then every call is answered with a 503.'];
}

function openLines({ isOpen }: GatewayConfig): string[] {
  if (!isOpen) return [];
  return [
    'OPEN: no master key is set, so every program on this machine may use the gateway. Set TOLLGATE_MASTER_KEY to close it.',
  ];
}

function termsLines(config: GatewayConfig): string[] {
  return [sharedPlanWarning(config, config.deployments) ?? []].flat();
}
