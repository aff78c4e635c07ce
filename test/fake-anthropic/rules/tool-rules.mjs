// @ts-check
import { isJsonSchema } from './is-json-schema.mjs';
import { unsupportedSchemaPart } from './structured-output-rules.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rule-context.mjs').Rule} Rule */

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

/** Runs a check on each tool and names the first that fails. @param {(tool: JsonObject) => string | undefined} problemOf @returns {Rule} */
function forEachTool(problemOf) {
  return ({ tools = [] }) => {
    for (const [index, tool] of tools.entries()) {
      const problem = problemOf(tool);
      if (problem) return `tools.${index}.${tool.type ?? 'custom'}.${problem}`;
    }
    return undefined;
  };
}

const hasValidName = forEachTool(({ name }) =>
  name === undefined || TOOL_NAME.test(name)
    ? undefined
    : "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
);

/** @type {Rule} */
const hasUniqueNames = ({ tools = [] }) => {
  const names = tools.flatMap((/** @type {JsonObject} */ { name }) => name ?? []);
  return new Set(names).size < names.length ? 'tools: Tool names must be unique.' : undefined;
};

const hasInputSchema = forEachTool(({ input_schema: schema }) => {
  if (schema === undefined) return undefined;
  const union = ['oneOf', 'allOf', 'anyOf'].find((keyword) => keyword in schema);
  if (union) return 'input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level';
  return isJsonSchema(schema)
    ? undefined
    : 'input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12).';
});

/** @type {Rule} */
const keepsStrictSchemas = ({ tools = [] }, { model }) => {
  for (const [index, tool] of tools.entries()) {
    if (tool.strict !== true) continue;
    if (!model.structuredOutput) return `tools.${index}.custom.strict: Extra inputs are not permitted`;
    const problem = tool.input_schema && unsupportedSchemaPart(tool.input_schema);
    if (problem) return `tools.${index}.custom: ${problem}`;
  }
  return undefined;
};

/** @type {Rule} */
const choosesExistingTool = ({ tools = [], tool_choice: choice }) => {
  if (choice === undefined) return undefined;
  if (tools.length === 0) return 'tool_choice: tool_choice may only be specified while providing tools.';
  const exists =
    choice.type !== 'tool' || tools.some((/** @type {JsonObject} */ { name }) => name === choice.name);
  return exists ? undefined : `tool_choice.tool.name: Tool '${choice.name}' not found in provided tools`;
};

/** @type {Rule} */
const namesEachMcpServerOnce = ({ tools = [], mcp_servers: servers = [] }, { betas }) => {
  const toolsets = tools.filter((/** @type {JsonObject} */ { type }) => type === 'mcp_toolset');
  const named = toolsets.map((/** @type {JsonObject} */ toolset) => toolset.mcp_server_name);
  const known = servers.map((/** @type {JsonObject} */ { name }) => name);
  const unknown = named.find((/** @type {string} */ name) => !known.includes(name));
  if (unknown) return `tools: mcp_toolset names the MCP server '${unknown}', which is not in mcp_servers`;
  if (betas.has('mcp-client-2025-04-04')) return undefined;
  const unused = known.find((/** @type {string} */ name) => !named.includes(name));
  return (
    unused && `mcp_servers: MCP server '${unused}' must be referenced by exactly one mcp_toolset in tools`
  );
};

/** @type {ReadonlyArray<Rule>} */
export const TOOL_RULES = [
  hasValidName,
  hasUniqueNames,
  hasInputSchema,
  keepsStrictSchemas,
  choosesExistingTool,
  namesEachMcpServerOnce,
];
