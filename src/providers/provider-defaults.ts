/** Where a provider's credential and base come from when nothing else says so. */
export interface ProviderDefaults {
  readonly keyVariable: string;
  readonly baseVariable: string;
  /** Completes "set KEY, …". */
  readonly whereToGetKey: string;
}

export type ProviderName = 'claude_code_native' | 'anthropic';

export const DEFAULT_API_BASE = 'https://api.anthropic.com';

/** The first whose variable is set serves when there is no config file. */
export const PROVIDER_DEFAULTS: Readonly<Record<ProviderName, ProviderDefaults>> = {
  claude_code_native: {
    keyVariable: 'CLAUDE_CODE_API_KEY',
    baseVariable: 'CLAUDE_CODE_API_BASE',
    whereToGetKey: '`claude setup-token` prints one',
  },
  anthropic: {
    keyVariable: 'ANTHROPIC_API_KEY',
    baseVariable: 'ANTHROPIC_API_BASE',
    whereToGetKey: 'made at https://console.anthropic.com/settings/keys',
  },
};
