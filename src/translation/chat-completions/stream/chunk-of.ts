import type {
  ChatCompletionChunk,
  ChatCompletionDelta,
  FinishReason,
  ProviderSpecificFields,
} from '../../wire/openai-chat.js';
import { convertUsage } from '../response/convert-usage.js';
import type { AnswerToolBlock, StreamState, ThinkingBlockInProgress, ToolBlock } from './stream-state.js';
import { usageOf } from './stream-state.js';

/**
 * A delta in its envelope. The order of the keys is fixed, so that the JSON of two chunks of one stream differs in
 * nothing but the delta and the finish reason.
 */
export function chunkOf(
  state: StreamState,
  delta: ChatCompletionDelta,
  finishReason: FinishReason | null = null,
): ChatCompletionChunk {
  return {
    id: state.id,
    object: 'chat.completion.chunk',
    created: state.reply.created,
    model: state.reply.requestedModel,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  };
}

/** A chunk for what OpenAI's format has no place for. */
export function fieldsChunkOf(state: StreamState, fields: ProviderSpecificFields): ChatCompletionChunk {
  return chunkOf(state, { provider_specific_fields: fields });
}

/** Argument text of a tool call; of the forced tool whose arguments are the answer, content. */
export function argumentsChunkOf(
  state: StreamState,
  block: ToolBlock | AnswerToolBlock,
  text: string,
): ChatCompletionChunk {
  if (block.kind === 'answer-tool') return chunkOf(state, { content: text });
  return chunkOf(state, { tool_calls: [{ index: block.toolIndex, function: { arguments: text } }] });
}

/** A thinking block, whole with its signature, as the caller has to send it back. */
export function signedThinkingChunkOf(
  state: StreamState,
  block: ThinkingBlockInProgress,
  signature: string,
): ChatCompletionChunk {
  return chunkOf(state, {
    thinking_blocks: [{ ...block.start, type: 'thinking', thinking: block.thinking, signature }],
  });
}

/** The last chunk of a stream whose caller asked for usage: no choices, and the usage. */
export function usageChunkOf(state: StreamState): ChatCompletionChunk {
  return { ...chunkOf(state, {}), choices: [], usage: convertUsage(usageOf(state).usage) };
}
