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
  /** The one header that carries the credential. */
  credentialHeader(credential: string): Record<string, string>;
  /** The system prompt as it goes up; the very same value when nothing has to change. Absent: nothing ever has. */
  prepareSystem?(system: SystemPrompt | undefined): SystemPrompt;
}

/** Anthropic's API with an API key. */
export const anthropicDialect: AnthropicDialect = {
  name: 'anthropic',
  requiredBetas: [],
  credentialHeader: (credential) => ({ 'x-api-key': credential }),
};
