import type { JsonObject, ProviderSpecificFields } from '../../wire/openai-chat.js';
import { saysSomething } from './untrusted-json.js';

type ProviderField = 'server_tool_use' | 'web_search_results' | 'tool_results' | 'other_blocks';

const FIELDS_BY_BLOCK_TYPE: ReadonlyMap<string, ProviderField> = new Map([
  ['server_tool_use', 'server_tool_use'],
  ['mcp_tool_use', 'server_tool_use'],
  ['web_search_tool_result', 'web_search_results'],
]);

/** What upstream says about the message as a whole and OpenAI's format has no place for. */
const MESSAGE_FIELDS = [
  'container',
  'context_management',
  'stop_details',
  'stop_sequence',
  'input_transformations',
  'diagnostics',
] as const;

/** The field of `provider_specific_fields` that a content block goes to which OpenAI's format has no place for. */
export function providerFieldOf(blockType: string): ProviderField {
  const field = FIELDS_BY_BLOCK_TYPE.get(blockType);
  return field ?? (blockType.endsWith('_tool_result') ? 'tool_results' : 'other_blocks');
}

/** Picks a message's own fields (container, stop_details, …) where they say something. */
export function pickMessageFields(message: JsonObject): ProviderSpecificFields {
  const present = MESSAGE_FIELDS.filter((field) => saysSomething(message[field]));
  return Object.fromEntries(present.map((field) => [field, message[field]]));
}
