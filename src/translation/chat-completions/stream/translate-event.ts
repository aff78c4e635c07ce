import type { ChatCompletionChunk, JsonObject } from '../../wire/openai-chat.js';
import { convertStopReason } from '../response/convert-stop-reason.js';
import { pickMessageFields } from '../response/provider-specific-fields.js';
import { translateErrorEvent } from '../response/translate-error.js';
import { completionId } from '../response/translate-response.js';
import { isJsonObject, readObject, readString, unreadable } from '../response/untrusted-json.js';
import { chunkOf, usageChunkOf } from './chunk-of.js';
import { continueBlock } from './continue-block.js';
import { startBlock } from './start-block.js';
import { stopBlock } from './stop-block.js';
import type { StreamState } from './stream-state.js';
import { noteFinalUsage, noteUsage } from './stream-state.js';

type EventHandler = (state: StreamState, event: JsonObject) => ChatCompletionChunk | undefined;

const HANDLERS: ReadonlyMap<string, EventHandler> = new Map<string, EventHandler>([
  ['message_start', startMessage],
  ['content_block_start', startBlock],
  ['content_block_delta', continueBlock],
  ['content_block_stop', stopBlock],
  ['message_delta', finishMessage],
  ['message_stop', completeMessage],
  ['error', failMessage],
]);

/**
 * One event of upstream's stream as at most one chunk of the caller's; `ping` and events that are not known give none.
 * Changes `state`. Throws the error that an `error` event stands for, and an UpstreamError for an unreadable event.
 */
export function translateEvent(state: StreamState, event: unknown): ChatCompletionChunk | undefined {
  if (!isJsonObject(event)) throw unreadable('a stream event that is no JSON object');
  if (state.isComplete) return undefined;
  const handle = HANDLERS.get(readString(event, 'type', 'a stream event'));
  return handle?.(state, event);
}

/** A second start does not restart the answer: the caller has its first chunk already. */
function startMessage(state: StreamState, event: JsonObject): ChatCompletionChunk | undefined {
  const message = readObject(event, 'message', 'message_start');
  noteUsage(state, message.usage);
  if (state.hasStarted) return undefined;
  state.hasStarted = true;
  state.id = completionId(message.id);
  state.messageFields = pickMessageFields(message);
  return chunkOf(state, { role: 'assistant', content: '' });
}

/** Upstream may send several; the first that knows why the answer ended finishes it. */
function finishMessage(state: StreamState, event: JsonObject): ChatCompletionChunk | undefined {
  const delta = readObject(event, 'delta', 'message_delta');
  noteFinalUsage(state, event.usage);
  state.messageFields = {
    ...state.messageFields,
    ...pickMessageFields(event),
    ...pickMessageFields(delta),
  };
  if (state.hasFinished || typeof delta.stop_reason !== 'string') return undefined;
  state.stopReason = delta.stop_reason;
  return finishChunkOf(state);
}

function completeMessage(state: StreamState): ChatCompletionChunk | undefined {
  state.isComplete = true;
  const finishChunk = state.hasFinished ? undefined : finishChunkOf(state);
  if (!state.reply.includeUsage) return finishChunk;
  const usageChunk = usageChunkOf(state);
  return { ...usageChunk, choices: finishChunk?.choices ?? [] };
}

function failMessage(_state: StreamState, event: JsonObject): never {
  throw translateErrorEvent(event);
}

/** The delta is empty, unless text was held back for an answer by tool that never came. */
function finishChunkOf(state: StreamState): ChatCompletionChunk {
  state.hasFinished = true;
  const isHeldTextDue = state.heldText !== '' && !state.hasAnswered;
  const isJsonAnswer = state.hasAnswered && state.toolCallCount === 0;
  const finishReason = convertStopReason(state.stopReason, { isJsonAnswer });
  const chunk = chunkOf(state, isHeldTextDue ? { content: state.heldText } : {}, finishReason);
  return Object.keys(state.messageFields).length === 0 ? chunk : withMessageFields(chunk, state);
}

function withMessageFields(chunk: ChatCompletionChunk, { messageFields }: StreamState): ChatCompletionChunk {
  const choices = chunk.choices.map((choice) => ({ ...choice, provider_specific_fields: messageFields }));
  return { ...chunk, choices };
}
