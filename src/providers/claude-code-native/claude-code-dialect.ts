import type {
  RequestContentBlock,
  SystemPrompt,
  SystemTextBlock,
} from '../../translation/wire/anthropic-messages.js';
import type { AnthropicDialect } from '../anthropic/anthropic-dialect.js';

const CLAUDE_CODE_IDENTITY = "You are Claude Code, Anthropic's official CLI for Claude.";

/** What Claude Code says of itself: at the terminal, and with `-p` or from the Agent SDK. */
const OWN_IDENTITIES = new Set([
  CLAUDE_CODE_IDENTITY,
  "You are Claude Code, Anthropic's official CLI for Claude, running within the Claude Agent SDK.",
  "You are a Claude agent, built on Anthropic's Claude Agent SDK.",
]);

/** Claude Code's own first block; it has to stay first and unchanged. */
const ATTRIBUTION_PREFIX = 'x-anthropic-billing-header:';

/** Anthropic's API with an OAuth token from `claude setup-token`. */
export const claudeCodeDialect: AnthropicDialect = {
  name: 'claude_code_native',
  requiredBetas: ['oauth-2025-04-20'],
  credentialHeader: { name: 'authorization', scheme: 'Bearer ' },
  prepareSystem: putIdentityFirst,
};

function putIdentityFirst(system: SystemPrompt | undefined): SystemPrompt {
  const identity: SystemTextBlock = { type: 'text', text: CLAUDE_CODE_IDENTITY };
  if (system === undefined || system === '') return [identity];
  if (typeof system === 'string') {
    return OWN_IDENTITIES.has(system) ? system : [identity, { type: 'text', text: system }];
  }
  if (startsWithAttribution(system) || system.some(isIdentity)) return system;
  return [identity, ...system];
}

function startsWithAttribution(system: RequestContentBlock[]): boolean {
  const text = system[0]?.['text'];
  return typeof text === 'string' && text.startsWith(ATTRIBUTION_PREFIX);
}

function isIdentity(block: RequestContentBlock): boolean {
  return block.type === 'text' && OWN_IDENTITIES.has(String(block['text']));
}
