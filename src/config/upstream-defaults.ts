import type { ProviderName } from '../providers/provider-defaults.js';
import type { ProblemList } from './problem-list.js';
import { DEFAULT_API_BASE, PROVIDER_DEFAULTS } from '../providers/provider-defaults.js';
import type { Environment } from './environment.js';
import { readVariable } from './read-variable.js';
import type { Secret } from './secret.js';
import { apiBase } from './values/address-kinds.js';
import { credential } from './values/secret-kinds.js';

/** What a deployment of a provider has when it does not say otherwise. */
export interface UpstreamDefaults {
  readonly apiKey?: Secret;
  readonly apiBase: string;
}

/** Reads each provider's key and base from the environment. */
export function readUpstreamDefaults(
  environment: Environment,
  problems: ProblemList,
): Readonly<Record<ProviderName, UpstreamDefaults>> {
  const defaultsOf = (provider: ProviderName): UpstreamDefaults => ({
    apiKey: readVariable(
      { environment, name: PROVIDER_DEFAULTS[provider].keyVariable, kind: credential },
      problems,
    ),
    apiBase:
      readVariable(
        { environment, name: PROVIDER_DEFAULTS[provider].baseVariable, kind: apiBase },
        problems,
      ) ?? DEFAULT_API_BASE,
  });
  return { claude_code_native: defaultsOf('claude_code_native'), anthropic: defaultsOf('anthropic') };
}
