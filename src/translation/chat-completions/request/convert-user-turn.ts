import type { RequestContentBlock } from '../../wire/anthropic-messages.js';
import { cacheUpToLast, keepCacheControl } from './cache-control.js';
import { callKey } from './conversation.js';
import type { LocatedMessage, OpenCalls } from './conversation.js';
import { convertContent } from './convert-content.js';
import type { PartConverter } from './convert-content.js';
import { hasText, invalid, readBoolean, readNonEmptyString, readOptional } from './read-json.js';
import type { TranslationNotes } from './translation-notes.js';

interface UserTurn {
  blocks: RequestContentBlock[];
  /** The calls to which nothing in this turn is a result. */
  unanswered: OpenCalls;
}

/** Gives the upstream id of the call that a result names, once per call. */
type TakeCall = (key: string, path: string) => string;

/** Makes one message of the messages between two of the assistant's: first tool results, then everything else. */
export function convertUserTurn(
  messages: LocatedMessage[],
  openCalls: OpenCalls,
  notes: TranslationNotes,
): UserTurn {
  const unanswered = new Map(openCalls);
  const takeCall: TakeCall = (key, path) => {
    const call = unanswered.get(key);
    if (call === undefined) {
      throw invalid(
        path,
        `"${path}" names no tool call of the assistant's message before it, or one that has its result.`,
      );
    }
    unanswered.delete(key);
    return call.upstreamId;
  };
  const blocks = messages.flatMap((message) => convertMessage(message, takeCall, notes));
  return { blocks: blocks.some(isResult) ? resultsFirst(blocks) : blocks, unanswered };
}

function resultsFirst(blocks: RequestContentBlock[]): RequestContentBlock[] {
  return [...blocks.filter(isResult), ...blocks.filter((block) => !isResult(block))];
}

function isResult({ type }: RequestContentBlock): boolean {
  return type === 'tool_result';
}

function convertMessage(
  message: LocatedMessage,
  takeCall: TakeCall,
  notes: TranslationNotes,
): RequestContentBlock[] {
  const { role, fields, path } = message;
  if (role === 'tool') return [convertToolMessage(message, takeCall, notes)];
  if (role === 'function') return [convertFunctionMessage(message, takeCall, notes)];
  const own = Array.isArray(fields.content)
    ? new Map([['tool_result', ownToolResultConverter(takeCall)]])
    : undefined;
  const blocks = convertContent(fields.content, `${path}.content`, notes, own);
  if (blocks.length > 0) return cacheUpToLast(fields, blocks);
  throw invalid(`${path}.content`, `The message at "${path}" is empty. Leave it out, or give it a text.`);
}

function convertToolMessage({ fields, path }: LocatedMessage, takeCall: TakeCall, notes: TranslationNotes) {
  const idPath = `${path}.tool_call_id`;
  const id = takeCall(callKey('id', readNonEmptyString(fields.tool_call_id, idPath)), idPath);
  const isError = readOptional(readBoolean, fields.is_error, `${path}.is_error`);
  const result = toolResult(id, fields.content, `${path}.content`, notes);
  return keepCacheControl(fields, isError === undefined ? result : { ...result, is_error: isError });
}

function convertFunctionMessage(
  { fields, path }: LocatedMessage,
  takeCall: TakeCall,
  notes: TranslationNotes,
) {
  const namePath = `${path}.name`;
  const id = takeCall(callKey('name', readNonEmptyString(fields.name, namePath)), namePath);
  return keepCacheControl(fields, toolResult(id, fields.content ?? '', `${path}.content`, notes));
}

/** A result without content is one that upstream takes; a text of white space is not. */
function toolResult(
  id: string,
  content: unknown,
  path: string,
  notes: TranslationNotes,
): RequestContentBlock {
  const result = { type: 'tool_result', tool_use_id: id };
  if (typeof content === 'string') return hasText(content) ? { ...result, content } : result;
  const blocks = convertContent(content, path, notes);
  return blocks.length === 0 ? result : { ...result, content: blocks };
}

/** For a `tool_result` part in Anthropic's own shape. */
function ownToolResultConverter(takeCall: TakeCall): PartConverter {
  return (part, path) => {
    const idPath = `${path}.tool_use_id`;
    const callerId = readNonEmptyString(part.tool_use_id, idPath);
    const id = takeCall(callKey('id', callerId), idPath);
    return (id === callerId ? part : { ...part, tool_use_id: id }) as RequestContentBlock;
  };
}
