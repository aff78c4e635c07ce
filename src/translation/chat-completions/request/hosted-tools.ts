import type { JsonObject } from '../../wire/openai-chat.js';
import { isObject, readNonEmptyString, readObject } from './read-json.js';

/** The name that upstream wants of each kind of hosted tool; the first row whose prefix fits holds. */
const NAME_BY_PREFIX: readonly (readonly [prefix: string, name: string | undefined])[] = [
  ['computer_toolset_', undefined],
  ['computer_', 'computer'],
  ['text_editor_20241022', 'str_replace_editor'],
  ['text_editor_20250124', 'str_replace_editor'],
  ['text_editor_', 'str_replace_based_edit_tool'],
  ['bash_', 'bash'],
  ['web_search_', 'web_search'],
  ['web_fetch_', 'web_fetch'],
  ['code_execution_', 'code_execution'],
  ['memory_', 'memory'],
  ['tool_search_tool_bm25', 'tool_search_tool_bm25'],
  ['tool_search_tool_regex', 'tool_search_tool_regex'],
];

/** Anthropic dates the types of its hosted tools, those that are not known here too; these have undated forms. */
const HOSTED_TYPE = /_\d{8}$|^tool_search_tool_(?:bm25|regex)$|^mcp_toolset$/;

export function isHostedType(type: string): boolean {
  return HOSTED_TYPE.test(type);
}

/** A hosted tool as it is; OpenAI's wrapping, options in `function.parameters`, is taken off. */
export function convertHostedTool(tool: JsonObject, type: string, path: string): JsonObject {
  const { function: wrapped, ...own } = tool;
  const definition = wrapped === undefined || wrapped === null ? {} : readObject(wrapped, `${path}.function`);
  const options = isObject(definition.parameters) ? definition.parameters : {};
  const name = own.name ?? definition.name ?? defaultName(type);
  if (name === undefined) return { ...options, ...own };
  return { ...options, ...own, name: readNonEmptyString(name, `${path}.name`) };
}

function defaultName(type: string): string | undefined {
  return NAME_BY_PREFIX.find(([prefix]) => type.startsWith(prefix))?.[1];
}
