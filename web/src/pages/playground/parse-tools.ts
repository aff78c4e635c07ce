import type { JsonObject } from './conversation.js';

type ParsedTools = { tools: JsonObject[]; problem?: undefined } | { tools?: undefined; problem: string };

/** Reads what was written into the field of tools; nothing is no tools. */
export function parseTools(text: string): ParsedTools {
  if (text.trim() === '') return { tools: [] };
  let tools: unknown;
  try {
    tools = JSON.parse(text);
  } catch (error) {
    return { problem: `This is no JSON: ${(error as Error).message}` };
  }
  if (!Array.isArray(tools)) return { problem: 'This must be a list: [ { "name": … } ].' };
  const wrong = tools.findIndex((tool) => nameOf(tool) === undefined);
  if (wrong >= 0) return { problem: `Tool ${wrong + 1} has no "name".` };
  return { tools: tools as JsonObject[] };
}

function nameOf(tool: unknown): string | undefined {
  const {
    name,
    function: wrapped,
    type,
  } = (tool ?? {}) as { name?: unknown; function?: { name?: unknown }; type?: unknown };
  // Some of those that run upstream are known by their type alone.
  const found = name ?? wrapped?.name ?? (type === 'function' ? undefined : type);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
