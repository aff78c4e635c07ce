import type { JsonObject } from '../../wire/openai-chat.js';
import {
  invalid,
  isObject,
  readArray,
  readNonEmptyString,
  readObject,
  readOptional,
  readString,
} from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'server_label',
  'server_url',
  'headers',
  'authorization',
  'allowed_tools',
  'require_approval',
  'cache_control',
]);

/** OpenAI's `mcp` tool as a server of Anthropic's MCP connector and the toolset that offers its tools. */
export function convertMcpTool(tool: JsonObject, path: string, notes: TranslationNotes) {
  const name = readNonEmptyString(tool.server_label, `${path}.server_label`);
  const url = readNonEmptyString(tool.server_url, `${path}.server_url`);
  const token = readToken(tool, path, notes);
  assertNeedsNoApproval(tool.require_approval, `${path}.require_approval`);
  for (const field of Object.keys(tool).filter((key) => !KNOWN_FIELDS.has(key))) {
    notes.dropOrRefuse(`${path}.${field}`, `Anthropic's MCP connector has nothing like "${path}.${field}".`);
  }
  return {
    mcpServer: { type: 'url', name, url, ...(token === undefined ? {} : { authorization_token: token }) },
    tool: {
      type: 'mcp_toolset',
      mcp_server_name: name,
      ...allowOnly(readAllowedTools(tool.allowed_tools, `${path}.allowed_tools`)),
      ...((tool.cache_control ?? null) === null ? {} : { cache_control: tool.cache_control }),
    },
  };
}

/** The token of `authorization` or of an `Authorization` header, the only header that upstream can send. */
function readToken(tool: JsonObject, path: string, notes: TranslationNotes): string | undefined {
  const headers = readOptional(readObject, tool.headers, `${path}.headers`) ?? {};
  let token = readOptional(readString, tool.authorization, `${path}.authorization`);
  for (const [name, value] of Object.entries(headers)) {
    const text = readString(value, `${path}.headers.${name}`);
    if (name.toLowerCase() === 'authorization') token ??= text;
    else
      notes.dropOrRefuse(
        `${path}.headers.${name}`,
        'Anthropic sends an MCP server no header but "Authorization".',
      );
  }
  return token?.replace(/^Bearer /i, '');
}

/** Upstream calls without asking; to leave the wish for approval out would be unsafe. */
function assertNeedsNoApproval(requireApproval: unknown, path: string): void {
  if (requireApproval === undefined || requireApproval === null || requireApproval === 'never') return;
  throw invalid(
    path,
    'Anthropic calls MCP tools without approval. Set "require_approval" to "never" to allow that.',
  );
}

/** A list of names, or OpenAI's filter object; `undefined` allows every tool. */
function readAllowedTools(allowedTools: unknown, path: string): string[] | undefined {
  if (isObject(allowedTools)) {
    if (allowedTools.read_only !== undefined)
      throw invalid(`${path}.read_only`, 'Name the allowed tools instead.');
    return readNames(allowedTools.tool_names, `${path}.tool_names`);
  }
  return readOptional(readNames, allowedTools, path);
}

function readNames(names: unknown, path: string): string[] {
  return readArray(names, path).map((name, index) => readNonEmptyString(name, `${path}[${index}]`));
}

function allowOnly(toolNames: string[] | undefined): JsonObject {
  if (toolNames === undefined) return {};
  return {
    default_config: { enabled: false },
    configs: Object.fromEntries(toolNames.map((name) => [name, { enabled: true }])),
  };
}
