import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import type { JsonObject } from '../../wire/openai-chat.js';
import { keepCacheControl } from './cache-control.js';
import { callKey } from './conversation.js';
import type { ConversationContext, LocatedMessage, OpenCall } from './conversation.js';
import { MAX_NESTING } from './limits.js';
import {
  hasText,
  invalid,
  isDeeperThan,
  isObject,
  readArray,
  readNonEmptyString,
  readObject,
  readOptional,
  readString,
} from './read-json.js';

/** A tool call as upstream takes it, and what a result needs to find it. */
export interface ConvertedCall {
  block: RequestContentBlock;
  key: string;
  call: OpenCall;
}

/** A `tool_use` part in Anthropic's own shape. */
export function convertOwnToolUse(
  part: JsonObject,
  path: string,
  context: ConversationContext,
): ConvertedCall {
  const callerId = readNonEmptyString(part.id, `${path}.id`);
  const name = context.toolNames.upstreamName(readNonEmptyString(part.name, `${path}.name`));
  readObject(part.input, `${path}.input`);
  const id = context.toolCallIds.freshName(callerId);
  const isUnchanged = id === part.id && name === part.name;
  const block = (isUnchanged ? part : { ...part, id, name }) as RequestContentBlock;
  return { block, key: callKey('id', callerId), call: { upstreamId: id, path: `${path}.id` } };
}

/** A message's `tool_calls`, in order. */
export function convertToolCalls(
  { fields, path }: LocatedMessage,
  context: ConversationContext,
): ConvertedCall[] {
  const toolCalls = readOptional(readArray, fields.tool_calls, `${path}.tool_calls`) ?? [];
  return toolCalls.map((toolCall, index) =>
    convertToolCall(toolCall, `${path}.tool_calls[${index}]`, context),
  );
}

function convertToolCall(toolCall: unknown, path: string, context: ConversationContext): ConvertedCall {
  const fields = readObject(toolCall, path);
  if ((fields.type ?? 'function') !== 'function') {
    throw invalid(`${path}.type`, `"${path}.type" must be "function".`);
  }
  const callerId = readNonEmptyString(fields.id, `${path}.id`);
  const id = context.toolCallIds.freshName(callerId);
  const block = keepCacheControl(fields, toolUse(id, fields.function, `${path}.function`, context));
  return { block, key: callKey('id', callerId), call: { upstreamId: id, path: `${path}.id` } };
}

/** The older form, which has no id: one is made from the message's place. */
export function convertFunctionCall(
  { fields, path, index }: LocatedMessage,
  context: ConversationContext,
): ConvertedCall[] {
  const functionPath = `${path}.function_call`;
  const functionCall = readOptional(readObject, fields.function_call, functionPath);
  if (functionCall === undefined) return [];
  const name = readNonEmptyString(functionCall.name, `${functionPath}.name`);
  const id = context.toolCallIds.freshName(`function_call_${index}`);
  const block = toolUse(id, functionCall, functionPath, context);
  return [{ block, key: callKey('name', name), call: { upstreamId: id, path: functionPath } }];
}

function toolUse(
  id: string,
  called: unknown,
  path: string,
  context: ConversationContext,
): RequestContentBlock {
  const { name, arguments: callArguments } = readObject(called, path);
  const callerName = readNonEmptyString(name, `${path}.name`);
  const input = parseArguments(callArguments ?? '', `${path}.arguments`);
  return { type: 'tool_use', id, name: context.toolNames.upstreamName(callerName), input };
}

function parseArguments(value: unknown, path: string): JsonObject {
  const text = readString(value, path);
  if (!hasText(text)) return {};
  const input = parseJson(text, path);
  if (!isObject(input)) throw invalid(path, `"${path}" must hold a JSON object.`);
  if (isDeeperThan(input, MAX_NESTING))
    throw invalid(path, `"${path}" is nested more than ${MAX_NESTING} levels deep.`);
  return input;
}

/** The parser's own error is not kept as cause: it quotes the caller's text. */
function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid(path, `"${path}" is no valid JSON. Send the arguments as the model wrote them.`);
  }
}
