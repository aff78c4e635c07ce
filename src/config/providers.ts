import type { ProviderName, UpstreamAuth } from './gateway-config.js';

export interface ProviderDefaults {
  readonly auth: UpstreamAuth;
  readonly keyVariable: string;
  readonly baseVariable: string;
  /** Completes "set KEY, …". */
  readonly whereToGetKey: string;
}

export const DEFAULT_API_BASE = 'https://api.anthropic.com';

/** What each provider takes from the environment; the first with a key serves when there is no config file. */
export const PROVIDERS: Readonly<Record<ProviderName, ProviderDefaults>> = {
  claude_code_native: {
    auth: 'oauth_token',
    keyVariable: 'CLAUDE_CODE_API_KEY',
    baseVariable: 'CLAUDE_CODE_API_BASE',
    whereToGetKey: '`claude setup-token` prints one',
  },
  anthropic: {
    auth: 'api_key',
    keyVariable: 'ANTHROPIC_API_KEY',
    baseVariable: 'ANTHROPIC_API_BASE',
    whereToGetKey: 'made at https://console.anthropic.com/settings/keys',
  },
};
