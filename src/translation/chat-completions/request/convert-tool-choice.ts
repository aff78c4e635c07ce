import type { JsonObject } from '../../wire/openai-chat.js';
import {
  invalid,
  isObject,
  quote,
  readBoolean,
  readNonEmptyString,
  readObject,
  readOptional,
} from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';
import type { UpstreamNames } from './upstream-names.js';

export interface ToolChoice {
  type: 'auto' | 'any' | 'none' | 'tool';
  name?: string;
  disable_parallel_tool_use?: boolean;
}

interface ToolChoiceContext {
  tools: readonly JsonObject[];
  toolNames: UpstreamNames;
  /** Why the model cannot be made to call a tool now; `undefined` when it can. */
  forcingRefusal: string | undefined;
  notes: TranslationNotes;
}

/** A choice as the caller wrote it, with the place of the tool's name for errors. */
interface NamedChoice extends ToolChoice {
  namePath?: string;
}

const TYPE_BY_WORD: ReadonlyMap<unknown, ToolChoice['type']> = new Map([
  ['auto', 'auto'],
  ['required', 'any'],
  ['any', 'any'],
  ['none', 'none'],
]);

/** Turns `tool_choice`, or the older `function_call`, and `parallel_tool_calls` into Anthropic's `tool_choice`. */
export function convertToolChoice(request: JsonObject, context: ToolChoiceContext): ToolChoice | undefined {
  const allowsParallel =
    readOptional(readBoolean, request.parallel_tool_calls, 'parallel_tool_calls') ?? true;
  const path = (request.tool_choice ?? null) === null ? 'function_call' : 'tool_choice';
  const choice = readChoice(request[path], path);
  if (context.tools.length === 0) return withoutTools(choice, path);
  const named = choice === undefined ? undefined : resolveName(choice, context);
  return limitToOne(weaken(named, path, context), !allowsParallel);
}

function readChoice(choice: unknown, path: string): NamedChoice | undefined {
  if (choice === undefined || choice === null) return undefined;
  const type = TYPE_BY_WORD.get(choice);
  if (type !== undefined) return { type };
  if (isObject(choice)) return readChoiceObject(choice, path);
  const found = typeof choice === 'string' ? quote(choice) : typeof choice;
  throw invalid(
    path,
    `"${path}" must be "auto", "required", "none" or an object that names a tool, but is ${found}.`,
  );
}

function readChoiceObject(choice: JsonObject, path: string): NamedChoice {
  if (path === 'function_call') return readName(choice, `${path}.name`);
  if (choice.type === 'function') {
    return readName(readObject(choice.function, `${path}.function`), `${path}.function.name`);
  }
  return { ...readAnthropicChoice(choice, path), ...readParallel(choice, path) };
}

function readAnthropicChoice(choice: JsonObject, path: string): NamedChoice {
  if (choice.type === 'tool') return readName(choice, `${path}.name`);
  const type = TYPE_BY_WORD.get(choice.type);
  if (type !== undefined) return { type };
  throw invalid(`${path}.type`, `"${path}.type" must be "function", "tool", "auto", "any" or "none".`);
}

function readName({ name }: JsonObject, namePath: string): NamedChoice {
  return { type: 'tool', name: readNonEmptyString(name, namePath), namePath };
}

function readParallel({ disable_parallel_tool_use }: JsonObject, path: string): Partial<ToolChoice> {
  const isDisabled = readOptional(
    readBoolean,
    disable_parallel_tool_use,
    `${path}.disable_parallel_tool_use`,
  );
  return isDisabled === true ? { disable_parallel_tool_use: true } : {};
}

function withoutTools(choice: NamedChoice | undefined, path: string): undefined {
  if (choice === undefined || choice.type === 'auto' || choice.type === 'none') return undefined;
  throw invalid(choice.namePath ?? path, `"${path}" asks for a tool call, but the request has no tools.`);
}

function resolveName(
  { namePath, ...choice }: NamedChoice,
  { tools, toolNames }: ToolChoiceContext,
): ToolChoice {
  if (choice.name === undefined || namePath === undefined) return choice;
  const name = toolNames.upstreamName(choice.name);
  if (tools.some((tool) => tool.name === name)) return { ...choice, name };
  throw invalid(namePath, `"${namePath}" names a tool that is not among the request's tools.`);
}

function weaken(
  choice: ToolChoice | undefined,
  path: string,
  context: ToolChoiceContext,
): ToolChoice | undefined {
  if (context.forcingRefusal === undefined || (choice?.type !== 'any' && choice?.type !== 'tool'))
    return choice;
  context.notes.dropOrRefuse(path, `${context.forcingRefusal} Use "auto" or "none".`);
  const { name: _name, ...rest } = choice;
  return { ...rest, type: 'auto' };
}

function limitToOne(choice: ToolChoice | undefined, isLimited: boolean): ToolChoice | undefined {
  if (!isLimited || choice?.type === 'none') return choice;
  return { ...(choice ?? { type: 'auto' }), disable_parallel_tool_use: true };
}
