import type { JsonObject } from '../../wire/openai-chat.js';
import { isObject } from './read-json.js';

/** Values of the `anthropic-beta` header, by the feature of a request that needs them. */
export const FILES_BETA = 'files-api-2025-04-14';
export const MCP_SERVERS_BETA = 'mcp-client-2025-04-04';
const MCP_TOOLSET_BETA = 'mcp-client-2025-11-20';
const ADVANCED_TOOL_USE_BETA = 'advanced-tool-use-2025-11-20';
const CONTEXT_MANAGEMENT_BETA = 'context-management-2025-06-27';

const BETA_BY_TOOL_TYPE: ReadonlyMap<unknown, string> = new Map([
  ['computer_20241022', 'computer-use-2024-10-22'],
  ['bash_20241022', 'computer-use-2024-10-22'],
  ['text_editor_20241022', 'computer-use-2024-10-22'],
  ['computer_20250124', 'computer-use-2025-01-24'],
  ['bash_20250124', 'computer-use-2025-01-24'],
  ['text_editor_20250124', 'computer-use-2025-01-24'],
  ['text_editor_20250429', 'computer-use-2025-01-24'],
  ['computer_20251124', 'computer-use-2025-11-24'],
  ['code_execution_20250522', 'code-execution-2025-05-22'],
  ['code_execution_20250825', 'code-execution-2025-08-25'],
  ['memory_20250818', CONTEXT_MANAGEMENT_BETA],
  ['web_fetch_20250910', 'web-fetch-2025-09-10'],
  ['mcp_toolset', MCP_TOOLSET_BETA],
]);

const ADVANCED_TOOL_FIELDS = ['defer_loading', 'input_examples', 'allowed_callers'];

const BETAS_BY_FIELD: ReadonlyMap<string, (value: unknown) => string[]> = new Map([
  ['context_management', contextManagementBetas],
  ['container', containerBetas],
  ['output_config', (value) => (isObject(value) && value.task_budget ? ['task-budgets-2026-03-13'] : [])],
  ['speed', (value) => (value === 'fast' ? ['fast-mode-2026-02-01'] : [])],
]);

/** The betas that a tool in Anthropic's form needs. */
export function betasOfTool(tool: JsonObject): string[] {
  const typeBeta = BETA_BY_TOOL_TYPE.get(tool.type);
  const isAdvanced = ADVANCED_TOOL_FIELDS.some((field) => Boolean(tool[field]));
  return [...(typeBeta === undefined ? [] : [typeBeta]), ...(isAdvanced ? [ADVANCED_TOOL_USE_BETA] : [])];
}

/** The betas that one of Anthropic's own top-level fields needs. */
export function betasOfField(name: string, value: unknown): string[] {
  return BETAS_BY_FIELD.get(name)?.(value) ?? [];
}

function contextManagementBetas(value: unknown): string[] {
  const edits: unknown[] = isObject(value) && Array.isArray(value.edits) ? value.edits : [];
  const compacts = edits.some((edit) => isObject(edit) && edit.type === 'compact_20260112');
  return [CONTEXT_MANAGEMENT_BETA, ...(compacts ? ['compact-2026-01-12'] : [])];
}

function containerBetas(value: unknown): string[] {
  const usesSkills = isObject(value) && Array.isArray(value.skills) && value.skills.length > 0;
  return usesSkills ? ['code-execution-2025-08-25', 'skills-2025-10-02', FILES_BETA] : [];
}
