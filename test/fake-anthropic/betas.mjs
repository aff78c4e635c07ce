// @ts-check
import { allBlocks } from './rules/content-blocks.mjs';

/** @typedef {import('./start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rules/rule-context.mjs').RuleContext} RuleContext */

const ADVANCED_TOOL_USE = ['advanced-tool-use-2025-11-20'];
const COMPUTER_2024 = ['computer-use-2024-10-22'];
const COMPUTER_2025_01 = ['computer-use-2025-01-24'];
const FALLBACK = ['server-side-fallback-2026-06-01', 'server-side-fallback-2026-07-01'];
const FALLBACK_CREDIT = ['fallback-credit-2026-06-01', 'fallback-credit-2026-07-01'];
const FILES = ['files-api-2025-04-14'];
const MCP_TOOLSET = ['mcp-client-2025-11-20', 'mcp-client-2026-09-15'];
const MCP = ['mcp-client-2025-04-04', ...MCP_TOOLSET];

/** Any one of a feature's betas opens it. @type {Record<string, string[]>} */
const BETAS_OF_FIELD = {
  billing_policy: ['user-profiles-billing-2026-10-01'],
  compaction: ['compact-2026-09-04'],
  context_management: ['context-management-2025-06-27', 'compact-2026-01-12'],
  fallback_credit_token: FALLBACK_CREDIT,
  fallbacks: FALLBACK,
  mcp_servers: MCP,
  output_format: ['structured-outputs-2025-11-13'],
  speed: ['fast-mode-2026-02-01'],
  thread: ['message-threads-2026-08-12'],
};

/** @type {Record<string, string[]>} */
const BETAS_OF_TOOL_TYPE = {
  advisor_20260301: ['advisor-tool-2026-03-01'],
  bash_20241022: COMPUTER_2024,
  bash_20250124: COMPUTER_2025_01,
  code_execution_20250522: ['code-execution-2025-05-22'],
  code_execution_20250825: ['code-execution-2025-08-25'],
  computer_20241022: COMPUTER_2024,
  computer_20250124: COMPUTER_2025_01,
  computer_20251124: ['computer-use-2025-11-24'],
  mcp_toolset: MCP_TOOLSET,
  memory_20250818: ['context-management-2025-06-27'],
  text_editor_20241022: COMPUTER_2024,
  text_editor_20250124: COMPUTER_2025_01,
  text_editor_20250429: COMPUTER_2025_01,
  web_fetch_20250910: ['web-fetch-2025-09-10'],
};

/** @type {Record<string, string[]>} */
const BETAS_OF_TOOL_FIELD = {
  allowed_callers: ADVANCED_TOOL_USE,
  defer_loading: ADVANCED_TOOL_USE,
  input_examples: ADVANCED_TOOL_USE,
};

/** @type {Record<string, string[]>} */
const BETAS_OF_BLOCK_TYPE = {
  compaction: ['compact-2026-01-12', 'compact-2026-09-04'],
  container_upload: FILES,
  fallback: FALLBACK,
  mcp_tool_result: MCP,
  mcp_tool_use: MCP,
};

const EXTRA_INPUT = 'Extra inputs are not permitted';

/** The first field that needs a beta which the request does not ask for. @param {JsonObject} body @param {RuleContext} context */
export function missingBeta(body, context) {
  return (
    missingForFields(body, context) ??
    missingForNestedFields(body, context) ??
    missingForTools(body, context) ??
    missingForBlocks(body, context)
  );
}

/** @param {string[] | undefined} needed @param {RuleContext} context */
function isOpen(needed, { betas }) {
  return needed === undefined || needed.some((beta) => betas.has(beta));
}

/** @param {JsonObject} body @param {RuleContext} context */
function missingForFields(body, context) {
  const field = Object.keys(body).find(
    (name) => body[name] != null && !isOpen(BETAS_OF_FIELD[name], context),
  );
  return field && `${field}: ${EXTRA_INPUT}`;
}

/** @type {ReadonlyArray<{ field: string, betas: string[], isUsed: (body: JsonObject) => boolean }>} */
const NESTED_FIELDS = [
  {
    field: 'container.skills',
    betas: ['skills-2025-10-02'],
    isUsed: ({ container }) => container?.skills != null,
  },
  {
    field: 'output_config.task_budget',
    betas: ['task-budgets-2026-03-13'],
    isUsed: (body) => body.output_config?.task_budget != null,
  },
  {
    field: 'thinking.block_binding',
    betas: ['thinking-binding-controls-2026-08-01'],
    isUsed: ({ thinking }) => thinking?.block_binding != null,
  },
];

/** @param {JsonObject} body @param {RuleContext} context */
function missingForNestedFields(body, context) {
  const found = NESTED_FIELDS.find(({ betas, isUsed }) => isUsed(body) && !isOpen(betas, context));
  return found && `${found.field}: ${EXTRA_INPUT}`;
}

/** @param {JsonObject} body @param {RuleContext} context */
function missingForTools({ tools = [] }, context) {
  for (const [index, tool] of tools.entries()) {
    if (!isOpen(BETAS_OF_TOOL_TYPE[tool.type], context)) {
      return `tools.${index}: Input tag '${tool.type}' found using 'type' does not match any of the expected tags`;
    }
    const field = Object.keys(tool).find((name) => !isOpen(BETAS_OF_TOOL_FIELD[name], context));
    if (field) return `tools.${index}.${tool.type ?? 'custom'}.${field}: ${EXTRA_INPUT}`;
  }
  return undefined;
}

/** @param {JsonObject} body @param {RuleContext} context */
function missingForBlocks(body, context) {
  for (const { block, path } of allBlocks(body)) {
    if (!isOpen(BETAS_OF_BLOCK_TYPE[block.type], context)) {
      return `${path}: Input tag '${block.type}' found using 'type' does not match any of the expected tags`;
    }
    if (block.source?.type === 'file' && !isOpen(FILES, context)) {
      return `${path}.${block.type}.source.file: ${EXTRA_INPUT}`;
    }
  }
  return undefined;
}
