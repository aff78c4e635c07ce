import type { ChatCompletionChunk, JsonObject } from '../../wire/openai-chat.js';
import { readObject, readString } from '../response/untrusted-json.js';
import { argumentsChunkOf, chunkOf, fieldsChunkOf, signedThinkingChunkOf } from './chunk-of.js';
import { readIndex } from './read-index.js';
import type { OpenBlock, StreamState } from './stream-state.js';
import { noteArguments, noteThinking } from './stream-state.js';

type DeltaHandler = (
  state: StreamState,
  delta: JsonObject,
  block: OpenBlock | undefined,
) => ChatCompletionChunk | undefined;

const HANDLERS: ReadonlyMap<string, DeltaHandler> = new Map<string, DeltaHandler>([
  ['text_delta', continueText],
  ['thinking_delta', continueThinking],
  ['signature_delta', signThinking],
  ['input_json_delta', continueArguments],
  ['citations_delta', addCitation],
]);

/** `content_block_delta`: sends what it adds to its block. An empty fragment gives no chunk. */
export function continueBlock(state: StreamState, event: JsonObject): ChatCompletionChunk | undefined {
  const delta = readObject(event, 'delta', 'content_block_delta');
  const type = readString(delta, 'type', 'delta');
  const block = state.blocks.get(readIndex(event));
  const handle = HANDLERS.get(type) ?? continueOther;
  return handle(state, delta, block);
}

function continueText(
  state: StreamState,
  delta: JsonObject,
  block: OpenBlock | undefined,
): ChatCompletionChunk | undefined {
  const text = readString(delta, 'text', 'text_delta');
  if (block?.kind === 'held-text') {
    state.heldText += text;
    return undefined;
  }
  return text === '' ? undefined : chunkOf(state, { content: text });
}

function continueThinking(
  state: StreamState,
  delta: JsonObject,
  block: OpenBlock | undefined,
): ChatCompletionChunk | undefined {
  const thinking = readString(delta, 'thinking', 'thinking_delta');
  if (block?.kind === 'thinking') noteThinking(block, thinking);
  return thinking === '' ? undefined : chunkOf(state, { reasoning_content: thinking });
}

function signThinking(
  state: StreamState,
  delta: JsonObject,
  block: OpenBlock | undefined,
): ChatCompletionChunk | undefined {
  const signature = readString(delta, 'signature', 'signature_delta');
  if (block?.kind !== 'thinking') return continueOther(state, { signature }, block);
  block.isSigned = true;
  return signedThinkingChunkOf(state, block, signature);
}

function continueArguments(
  state: StreamState,
  delta: JsonObject,
  block: OpenBlock | undefined,
): ChatCompletionChunk | undefined {
  const text = readString(delta, 'partial_json', 'input_json_delta');
  if (text === '' || block === undefined) return undefined;
  if (block.kind === 'server-tool') block.argumentsText += text;
  if (block.kind !== 'tool' && block.kind !== 'answer-tool') return undefined;
  noteArguments(block);
  return argumentsChunkOf(state, block, text);
}

function addCitation(state: StreamState, delta: JsonObject): ChatCompletionChunk {
  return fieldsChunkOf(state, { citation: readObject(delta, 'citation', 'citations_delta') });
}

/** Deltas of blocks that are new to the gateway: their fields win over the block's, which goes out at its end. */
function continueOther(_state: StreamState, delta: JsonObject, block: OpenBlock | undefined): undefined {
  if (block?.kind === 'other') block.block = { ...block.block, ...delta, type: block.block.type };
}
