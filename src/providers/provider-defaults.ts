/** How a provider is called, and where its credential and base come from when nothing else says so. */
export interface ProviderDefaults {
  /** What its stored credential is. */
  readonly auth: 'oauth_token' | 'api_key';
  /** Its callers may bring their own login instead. */
  readonly takesCallersLogin: boolean;
  readonly keyVariable: string;
  readonly baseVariable: string;
  /** Completes "set KEY, …". */
  readonly whereToGetKey: string;
}

export const PROVIDER_NAMES = ['claude_code_native', 'anthropic'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

export const DEFAULT_API_BASE = 'https://api.anthropic.com';

/** The first whose variable is set serves when there is no config file. */
export const PROVIDER_DEFAULTS: Readonly<Record<ProviderName, ProviderDefaults>> = {
  claude_code_native: {
    auth: 'oauth_token',
    takesCallersLogin: true,
    keyVariable: 'CLAUDE_CODE_API_KEY',
    baseVariable: 'CLAUDE_CODE_API_BASE',
    whereToGetKey: '`claude setup-token` prints one',
  },
  anthropic: {
    auth: 'api_key',
    takesCallersLogin: false,
    keyVariable: 'ANTHROPIC_API_KEY',
    baseVariable: 'ANTHROPIC_API_BASE',
    whereToGetKey: 'made at https://console.anthropic.com/settings/keys',
  },
};
