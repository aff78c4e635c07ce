import type { DeploymentConfig } from '../gateway-config.js';
import { PROVIDER_DEFAULTS } from '../../providers/provider-defaults.js';
import type { ModelEntry, ModelListContext } from './model-entry.js';
import { referencedVariable } from './resolve-reference.js';

/** How a deployment signs its calls. */
export interface Signing {
  readonly settings: Pick<DeploymentConfig, 'auth' | 'apiKey'>;
  /** Where the credential comes from, which tells deployments apart without telling the credential. */
  readonly origin: string;
}

/** The deployment's own key, or else its provider's variable, or else a problem. */
export function chooseCredential(entry: ModelEntry, context: ModelListContext): Signing | undefined {
  const { params, reference } = entry;
  const provider = PROVIDER_DEFAULTS[reference.provider];
  const auth = params.auth?.value ?? provider.auth;
  if (auth === 'client_oauth' && provider.takesCallersLogin) return chooseClientLogin(entry, context);
  if (auth !== provider.auth) {
    const allowed = provider.takesCallersLogin ? `${provider.auth} or client_oauth` : provider.auth;
    context.problems.error(
      `${params.auth?.node.location}: ${params.auth?.node.path} is ${auth}; with ${reference.provider}/ allowed is ${allowed}.`,
    );
    return undefined;
  }
  if (params.api_key !== undefined) {
    const written = params.api_key.node.kind === 'scalar' ? params.api_key.node.value : null;
    return {
      settings: { auth, apiKey: params.api_key.value },
      origin: referencedVariable(written) ?? 'file',
    };
  }
  return chooseDefaultCredential(entry, context);
}

/** The caller brings the login, so a stored key would only be able to leak. */
function chooseClientLogin({ params }: ModelEntry, { problems }: ModelListContext): Signing | undefined {
  if (params.api_key === undefined) return { settings: { auth: 'client_oauth' }, origin: 'caller' };
  const { location, path } = params.api_key.node;
  problems.error(`${location}: ${path} is never used with auth: client_oauth; remove one of the two.`);
  return undefined;
}

function chooseDefaultCredential(entry: ModelEntry, context: ModelListContext): Signing | undefined {
  const { provider } = entry.reference;
  const { auth, keyVariable, whereToGetKey } = PROVIDER_DEFAULTS[provider];
  const { apiKey } = context.upstreams[provider];
  if (apiKey !== undefined) return { settings: { auth, apiKey }, origin: keyVariable };
  context.problems.error(
    `${entry.node.location}: ${entry.node.path} has no api_key, and ${keyVariable} is not set; set ${keyVariable} (${whereToGetKey}) or add api_key.`,
  );
  return undefined;
}
