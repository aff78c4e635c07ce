import type { SystemPrompt } from '../../translation/wire/anthropic-messages.js';

/**
 * What tells one way into Anthropic's API from another: how to authenticate, which betas it insists on, and what it
 * does to the system prompt.
 */
export interface AnthropicDialect {
  /** The provider's name, as in `anthropic/claude-sonnet-4-5`. */
  readonly name: string;
  /** Values that `anthropic-beta` always has, whatever the caller sends. */
  readonly requiredBetas: readonly string[];
  /** The one header that carries the credential, and what goes before the credential in it. */
  readonly credentialHeader: { readonly name: string; readonly scheme: string };
  /** The system prompt as it goes up; the very same value when nothing has to change. Absent: nothing ever has. */
  prepareSystem?(system: SystemPrompt | undefined): SystemPrompt;
}

/** Anthropic's API with an API key. */
export const anthropicDialect: AnthropicDialect = {
  name: 'anthropic',
  requiredBetas: [],
  credentialHeader: { name: 'x-api-key', scheme: '' },
};
