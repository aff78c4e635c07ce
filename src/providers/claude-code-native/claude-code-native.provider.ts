import type { AnthropicClient } from '../anthropic/anthropic-client.js';
import { AnthropicProvider } from '../anthropic/anthropic.provider.js';
import { claudeCodeDialect } from './claude-code-dialect.js';

/** Claude with an OAuth token from `claude setup-token`: Anthropic's Messages API in Claude Code's dialect. */
export class ClaudeCodeNativeProvider extends AnthropicProvider {
  constructor(client: AnthropicClient) {
    super(claudeCodeDialect, client);
  }
}
