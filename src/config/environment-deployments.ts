import type { MissingCredential, ModelAlias } from './gateway-config.js';
import type { ProviderName } from '../providers/provider-defaults.js';
import { PROVIDER_NAMES } from '../providers/provider-defaults.js';
import type { DeploymentDraft } from './name-deployments.js';
import { PROVIDER_DEFAULTS } from '../providers/provider-defaults.js';
import { Secret } from './secret.js';
import type { UpstreamDefaults } from './upstream-defaults.js';
import type { ModelReference } from './values/model-reference.js';

type Upstreams = Readonly<Record<ProviderName, UpstreamDefaults>>;

/** What is served when no file says so. */
export interface EnvironmentDeployments {
  readonly drafts: readonly DeploymentDraft[];
  readonly aliases: ReadonlyMap<string, ModelAlias>;
  readonly missingCredential?: MissingCredential;
}

/** Every `claude-*` model through the first provider that has a key. */
export function deployEveryClaude(upstreams: Upstreams): EnvironmentDeployments {
  const provider = PROVIDER_NAMES.find((name) => upstreams[name].apiKey !== undefined);
  if (provider === undefined) return nothingToServe(PROVIDER_NAMES);
  const draft = draftFor({ provider, model: 'claude-*' }, upstreams);
  return { drafts: [draft], aliases: new Map() };
}

/** The one model that `--model` names, which answers to its name with and without the provider. */
export function deployOneModel(reference: ModelReference, upstreams: Upstreams): EnvironmentDeployments {
  const { provider, model } = reference;
  if (upstreams[provider].apiKey === undefined) return nothingToServe([provider]);
  const aliases = new Map([[`${provider}/${model}`, { model, isHidden: true }]]);
  return { drafts: [draftFor(reference, upstreams)], aliases: model.includes('*') ? new Map() : aliases };
}

function draftFor({ provider, model }: ModelReference, upstreams: Upstreams): DeploymentDraft {
  const { auth, keyVariable } = PROVIDER_DEFAULTS[provider];
  const settings = { modelName: model, provider, model, auth, ...upstreams[provider], weight: 1, order: 1 };
  return { settings: { ...settings, extraHeaders: new Secret({}) }, credentialOrigin: keyVariable };
}

function nothingToServe(providers: readonly ProviderName[]): EnvironmentDeployments {
  const ways = providers.map(
    (name) => `${PROVIDER_DEFAULTS[name].keyVariable} (${PROVIDER_DEFAULTS[name].whereToGetKey})`,
  );
  const missingCredential = {
    variables: providers.map((name) => PROVIDER_DEFAULTS[name].keyVariable),
    message: `No upstream credential: set ${ways.join(' or ')} and start again.`,
  };
  return { drafts: [], aliases: new Map(), missingCredential };
}
