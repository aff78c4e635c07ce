import type { GatewayConfig } from '../config/gateway-config.js';
import { InvalidRequestError } from '../errors/gateway-error.js';
import { AddressRules } from '../providers/address-rules.js';
import type { ManagedDeployment } from './deployments/managed-deployment.js';

/** Where deployments that are added at run time may lead. */
export class UpstreamOrigins {
  private readonly trusted: ReadonlySet<string>;
  private readonly rules: AddressRules;

  constructor(
    private readonly config: Pick<GatewayConfig, 'deployments' | 'providerBases' | 'privateUpstreams'>,
  ) {
    const named = config.deployments.map(({ apiBase }) => apiBase);
    this.trusted = new Set([...named, ...Object.values(config.providerBases)]);
    this.rules = new AddressRules(config.privateUpstreams);
  }

  /** The origin that a deployment calls. */
  originOf({ provider, apiBase }: Pick<ManagedDeployment, 'provider' | 'apiBase'>): string {
    return apiBase ?? this.config.providerBases[provider];
  }

  /** What connections to an origin are held to; undefined for one that the configuration itself names. */
  rulesFor(origin: string): AddressRules | undefined {
    return this.trusted.has(origin) ? undefined : this.rules;
  }

  /** @throws InvalidRequestError when the origin's host says by itself that it may not be called. */
  assertAllowed(apiBase: string): void {
    if (this.rulesFor(apiBase)?.allowsHost(new URL(apiBase).hostname) ?? true) return;
    throw new InvalidRequestError({
      param: 'api_base',
      code: 'private_address',
      message:
        '"api_base" is a private or special address. Only the configuration can allow it: general_settings.allow_private_upstreams, or a deployment of the file.',
    });
  }
}
