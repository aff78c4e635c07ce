import type { JsonObject } from '../../wire/openai-chat.js';
import type { ModelCapabilities } from '../../model-capabilities.js';
import { betasOfTool, MCP_SERVERS_BETA } from './betas.js';
import { convertMcpTool } from './convert-mcp-tool.js';
import { convertWebSearchOptions } from './convert-web-search-options.js';
import { convertHostedTool, isHostedType } from './hosted-tools.js';
import { convertInputSchema } from './input-schema.js';
import {
  invalid,
  isObject,
  quote,
  readArray,
  readBoolean,
  readNonEmptyString,
  readObject,
  readOptional,
  readString,
} from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';
import type { UpstreamNames } from './upstream-names.js';

interface ConvertedTools {
  tools: JsonObject[];
  mcpServers: JsonObject[];
}

export interface ToolContext {
  capabilities: ModelCapabilities;
  toolNames: UpstreamNames;
  notes: TranslationNotes;
}

/** One tool of the caller's; an MCP tool also brings a server. */
interface ConvertedTool {
  tool: JsonObject;
  path: string;
  mcpServer?: JsonObject;
}

/** Anthropic's own fields of a function tool, taken from the tool or from its `function`. */
const ANTHROPIC_FIELDS = [
  'cache_control',
  'defer_loading',
  'input_examples',
  'allowed_callers',
  'eager_input_streaming',
];

/** Turns `tools`, the older `functions`, `web_search_options` and `mcp_servers` into Anthropic's tools and servers. */
export function convertTools(request: JsonObject, context: ToolContext): ConvertedTools {
  const converted = [
    ...convertToolList(request.tools, context),
    ...convertFunctions(request.functions, context),
    ...convertWebSearch(request.web_search_options),
  ];
  assertUniqueNames(converted);
  const tools = converted.map(({ tool }) => tool);
  const ownServers = readOptional(readArray, request.mcp_servers, 'mcp_servers') ?? [];
  const mcpServers = [
    ...ownServers.map((server, index) => readObject(server, `mcp_servers[${index}]`)),
    ...converted.flatMap(({ mcpServer }) => (mcpServer === undefined ? [] : [mcpServer])),
  ];
  noteBetas(tools, mcpServers, context.notes);
  return { tools, mcpServers };
}

/** Every tool name that the request declares, as far as it can be read: an alias must not take one of them. */
export function declaredToolNames(request: JsonObject): string[] {
  if (request.tools === undefined && request.functions === undefined) return [];
  const tools = [request.tools, request.functions].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  return tools.flatMap((tool) => {
    if (!isObject(tool)) return [];
    const name = isObject(tool.function) ? tool.function.name : tool.name;
    return typeof name === 'string' ? [name] : [];
  });
}

function convertToolList(tools: unknown, context: ToolContext): ConvertedTool[] {
  const list = readOptional(readArray, tools, 'tools') ?? [];
  return list.map((tool, index) => {
    const path = `tools[${index}]`;
    return convertTool(readObject(tool, path), path, context);
  });
}

function convertFunctions(functions: unknown, context: ToolContext): ConvertedTool[] {
  const list = readOptional(readArray, functions, 'functions') ?? [];
  return list.map((definition, index) => {
    const path = `functions[${index}]`;
    return { tool: convertFunction({}, readObject(definition, path), path, context), path: `${path}.name` };
  });
}

function convertWebSearch(options: unknown): ConvertedTool[] {
  const path = 'web_search_options';
  const fields = readOptional(readObject, options, path);
  return fields === undefined ? [] : [{ tool: convertWebSearchOptions(fields, path), path }];
}

function convertTool(tool: JsonObject, path: string, context: ToolContext): ConvertedTool {
  if (isAnthropicForm(tool)) return { tool: renamed(tool, path, context.toolNames), path: `${path}.name` };
  const type = readNonEmptyString(tool.type, `${path}.type`);
  if (type === 'function') {
    const definition = readObject(tool.function, `${path}.function`);
    return {
      tool: convertFunction(tool, definition, `${path}.function`, context),
      path: `${path}.function.name`,
    };
  }
  if (type === 'mcp') return { ...convertMcpTool(tool, path, context.notes), path };
  if (isHostedType(type)) return { tool: convertHostedTool(tool, type, path), path };
  throw invalid(
    `${path}.type`,
    `Tool type ${quote(type)} is not supported. Use "function", "mcp" or a hosted tool such as "web_search_20250305".`,
  );
}

function isAnthropicForm(tool: JsonObject): boolean {
  const { type } = tool;
  return isObject(tool.input_schema) && (type === undefined || type === null || type === 'custom');
}

function renamed(tool: JsonObject, path: string, toolNames: UpstreamNames): JsonObject {
  const name = toolNames.upstreamName(readNonEmptyString(tool.name, `${path}.name`));
  return name === tool.name ? tool : { ...tool, name };
}

function convertFunction(
  tool: JsonObject,
  definition: JsonObject,
  path: string,
  context: ToolContext,
): JsonObject {
  const name = context.toolNames.upstreamName(readNonEmptyString(definition.name, `${path}.name`));
  const description = readOptional(readString, definition.description, `${path}.description`);
  const isStrict = readStrict(definition.strict, `${path}.strict`, context);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    input_schema: convertInputSchema(definition.parameters, `${path}.parameters`, isStrict),
    ...(isStrict ? { strict: true } : {}),
    ...pickAnthropicFields(definition),
    ...pickAnthropicFields(tool),
  };
}

function readStrict(strict: unknown, path: string, { capabilities, notes }: ToolContext): boolean {
  const isStrict = readOptional(readBoolean, strict, path) ?? false;
  if (!isStrict || capabilities.supportsStructuredOutput) return isStrict;
  notes.dropOrRefuse(path, 'This model has no strict tools.');
  return false;
}

function pickAnthropicFields(source: JsonObject): JsonObject {
  const present = ANTHROPIC_FIELDS.filter((field) => source[field] !== undefined && source[field] !== null);
  return Object.fromEntries(present.map((field) => [field, source[field]]));
}

function assertUniqueNames(tools: ConvertedTool[]): void {
  const names = new Set<unknown>();
  for (const { tool, path } of tools) {
    if (tool.name !== undefined && names.has(tool.name)) {
      throw invalid(path, `Two tools have the name of the one at "${path}". Names must be unique.`);
    }
    names.add(tool.name);
  }
}

function noteBetas(tools: JsonObject[], mcpServers: JsonObject[], notes: TranslationNotes): void {
  for (const beta of tools.flatMap(betasOfTool)) notes.needBeta(beta);
  const namesBeta = notes.betas.some((beta) => beta.startsWith('mcp-client-'));
  if (mcpServers.length > 0 && !namesBeta) notes.needBeta(MCP_SERVERS_BETA);
}
