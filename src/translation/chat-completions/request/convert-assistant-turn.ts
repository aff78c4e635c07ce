import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import { cacheUpToLast } from './cache-control.js';
import type { ConversationContext, LocatedMessage, OpenCall, OpenCalls } from './conversation.js';
import { convertContent, textBlocks } from './convert-content.js';
import type { PartConverter } from './convert-content.js';
import { convertFunctionCall, convertOwnToolUse, convertToolCalls } from './convert-tool-calls.js';
import type { ConvertedCall } from './convert-tool-calls.js';
import { invalid, readArray, readNonEmptyString, readObject, readOptional, readString } from './read-json.js';

const THINKING_TYPES: ReadonlySet<unknown> = new Set(['thinking', 'redacted_thinking']);

interface AssistantTurn {
  blocks: RequestContentBlock[];
  calls: OpenCalls;
}

interface AssistantMessage {
  thinking: RequestContentBlock[];
  body: RequestContentBlock[];
  toolUses: RequestContentBlock[];
  calls: ConvertedCall[];
}

/**
 * Makes one message of the assistant's messages in a row: first thinking, then content, then tool calls, which wait
 * for the results of the user's turn.
 */
export function convertAssistantTurn(
  messages: LocatedMessage[],
  context: ConversationContext,
): AssistantTurn {
  const converted = messages.map((message) => convertAssistantMessage(message, context));
  const blocks = [
    ...converted.flatMap(({ thinking }) => thinking),
    ...converted.flatMap(({ body }) => body),
    ...converted.flatMap(({ toolUses }) => toolUses),
  ];
  assertEndsWithoutThinking(blocks, messages);
  return { blocks, calls: openCalls(converted.flatMap(({ calls }) => calls)) };
}

/** Upstream refuses it in any message, the last one included. */
function assertEndsWithoutThinking(blocks: RequestContentBlock[], messages: LocatedMessage[]): void {
  if (!THINKING_TYPES.has(blocks.at(-1)?.type)) return;
  const path = `${messages.at(-1)?.path}.content`;
  throw invalid(path, `"${path}" must follow the thinking: give it a text, or leave the message out.`);
}

function convertAssistantMessage(message: LocatedMessage, context: ConversationContext): AssistantMessage {
  const { fields, path } = message;
  if ((fields.audio ?? null) !== null) throw invalid(`${path}.audio`, 'Anthropic takes no audio.');
  const thinking = convertThinkingBlocks(fields.thinking_blocks, `${path}.thinking_blocks`);
  const { body, calls: ownCalls } = convertBody(message, context);
  const calls = [...convertToolCalls(message, context), ...convertFunctionCall(message, context)];
  const toolUses = calls.map(({ block }) => block);
  if (thinking.length + body.length + toolUses.length === 0) {
    throw invalid(`${path}.content`, `The assistant's message at "${path}" is empty. Leave it out.`);
  }
  return {
    thinking,
    body: toolUses.length === 0 ? cacheUpToLast(fields, body) : body,
    toolUses: cacheUpToLast(fields, toolUses),
    calls: [...ownCalls, ...calls],
  };
}

/** Upstream verifies the signature: the blocks go up untouched. */
function convertThinkingBlocks(thinkingBlocks: unknown, path: string): RequestContentBlock[] {
  const blocks = readOptional(readArray, thinkingBlocks, path) ?? [];
  return blocks.map((block, index) => {
    const fields = readObject(block, `${path}[${index}]`);
    readNonEmptyString(fields.type, `${path}[${index}].type`);
    return fields as RequestContentBlock;
  });
}

function convertBody(
  { fields, path }: LocatedMessage,
  context: ConversationContext,
): Pick<AssistantMessage, 'body' | 'calls'> {
  const calls: ConvertedCall[] = [];
  const convertToolUse: PartConverter = (part, partPath) => {
    const converted = convertOwnToolUse(part, partPath, context);
    calls.push(converted);
    return converted.block;
  };
  const content = fields.content ?? '';
  const body = convertContent(
    content,
    `${path}.content`,
    context.notes,
    new Map([['tool_use', convertToolUse]]),
  );
  if (body.length > 0) return { body, calls };
  return { body: textBlocks(readOptional(readString, fields.refusal, `${path}.refusal`) ?? ''), calls };
}

function openCalls(calls: ConvertedCall[]): OpenCalls {
  const open = new Map<string, OpenCall>();
  for (const { key, call } of calls) {
    if (open.has(key)) throw invalid(call.path, `Two tool calls in a row have the id at "${call.path}".`);
    open.set(key, call);
  }
  return open;
}
