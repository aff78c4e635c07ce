import { fillsWildcards } from '../../config/model-pattern.js';
import { Secret } from '../../config/secret.js';
import type { ModelReference } from '../../config/values/model-reference.js';
import { InvalidRequestError } from '../../errors/gateway-error.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import { PROVIDER_DEFAULTS } from '../../providers/provider-defaults.js';
import { credentialPreviewOf, type DeploymentSecrets } from './deployment-secrets.js';
import type { ManagedDeployment } from './managed-deployment.js';
import type { UpstreamOrigins } from '../upstream-origins.js';

type Settings = Pick<
  ManagedDeployment,
  | 'modelName'
  | 'auth'
  | 'apiBase'
  | 'weight'
  | 'order'
  | 'rpm'
  | 'tpm'
  | 'timeoutMs'
  | 'maxTokens'
  | 'dropParams'
>;

/** What can be set on a deployment; what is absent stays. */
export type DeploymentPatch = Partial<Settings> & {
  reference?: ModelReference;
  apiKey?: Secret | null;
  extraHeaders?: Readonly<Record<string, string>>;
  /** Null takes a price away. */
  prices?: { readonly [Name in keyof PriceOverride]?: number | null };
};

/** A deployment with its secrets; without them where they cannot be opened. */
export interface OpenDeployment {
  settings: ManagedDeployment;
  secrets?: DeploymentSecrets;
  /** Whether headers are kept for it, readable or not. */
  hasExtraHeaders: boolean;
}

/** A deployment as it is to be. */
export interface PatchedDeployment {
  after: ManagedDeployment;
  secrets: DeploymentSecrets;
}

/**
 * A deployment after a change. Whoever changes where a credential goes has to know it: stored secrets do not follow to
 * another origin, provider or way of signing.
 *
 * @throws InvalidRequestError that names the field which does not fit the others.
 */
export function applyDeploymentPatch(
  before: OpenDeployment,
  patch: DeploymentPatch,
  origins: UpstreamOrigins,
): PatchedDeployment {
  if (typeof patch.apiBase === 'string') origins.assertAllowed(patch.apiBase);
  const { reference, apiKey: _apiKey, extraHeaders: _extraHeaders, prices, ...settings } = patch;
  const changed = { ...before.settings, ...reference, ...settings };
  const auth = patch.auth ?? authAfter(before.settings, changed);
  const after = { ...changed, auth, prices: applyPrices(before.settings.prices, prices ?? {}) };
  assertSigningFits(after);
  assertWildcardsFit(after);
  const secrets = {
    apiKey: chooseApiKey(before, after, patch),
    extraHeaders: chooseExtraHeaders(before, after, patch),
  };
  return { after: { ...after, credentialPreview: credentialPreviewOf(secrets.apiKey) }, secrets };
}

/** Another provider has another way of signing, unless the change says one. */
function authAfter(before: ManagedDeployment, after: ManagedDeployment): ManagedDeployment['auth'] {
  return after.provider === before.provider ? before.auth : PROVIDER_DEFAULTS[after.provider].auth;
}

function assertSigningFits({ provider, auth }: ManagedDeployment): void {
  const { auth: own, takesCallersLogin } = PROVIDER_DEFAULTS[provider];
  const allowed = takesCallersLogin ? [own, 'client_oauth'] : [own];
  if (allowed.includes(auth)) return;
  throw invalid('auth', `"auth" is ${auth}; with ${provider}/ allowed is ${allowed.join(' or ')}.`);
}

function assertWildcardsFit({ modelName, model }: ManagedDeployment): void {
  if (fillsWildcards(modelName, model)) return;
  throw invalid(
    'model',
    '"model" has a * that "model_name" does not fill; put a * into model_name too, or name one model.',
  );
}

function chooseApiKey(
  before: OpenDeployment,
  after: ManagedDeployment,
  { apiKey }: DeploymentPatch,
): Secret | undefined {
  if (after.auth === 'client_oauth') {
    if (!(apiKey instanceof Secret)) return undefined;
    throw invalid('api_key', '"api_key" is never used with auth: client_oauth; leave one of the two out.');
  }
  if (apiKey instanceof Secret) return apiKey;
  const stays = isSentTheSameWay(before.settings, after) && apiKey === undefined;
  const kept = stays ? before.secrets?.apiKey : undefined;
  if (kept !== undefined) return kept;
  throw invalid(
    'api_key',
    '"api_key" is needed: the credential itself, also when what it is sent to changes (api_base, provider, auth).',
  );
}

function chooseExtraHeaders(
  before: OpenDeployment,
  after: ManagedDeployment,
  { extraHeaders }: DeploymentPatch,
): DeploymentSecrets['extraHeaders'] {
  if (extraHeaders !== undefined) return new Secret(extraHeaders);
  if (!before.hasExtraHeaders) return new Secret({});
  const stays = before.settings.apiBase === after.apiBase;
  const kept = stays ? before.secrets?.extraHeaders : undefined;
  if (kept !== undefined) return kept;
  throw invalid(
    'extra_headers',
    '"extra_headers" are kept for another api_base, or cannot be read: send them again, or null for none.',
  );
}

function isSentTheSameWay(before: ManagedDeployment, after: ManagedDeployment): boolean {
  return before.apiBase === after.apiBase && before.provider === after.provider && before.auth === after.auth;
}

function applyPrices(before: PriceOverride, patch: NonNullable<DeploymentPatch['prices']>): PriceOverride {
  const after = Object.entries({ ...before, ...patch }).filter(([, price]) => typeof price === 'number');
  return Object.fromEntries(after);
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}
