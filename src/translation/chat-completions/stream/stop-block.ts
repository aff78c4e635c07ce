import type { ChatCompletionChunk, JsonObject } from '../../wire/openai-chat.js';
import { providerFieldOf } from '../response/provider-specific-fields.js';
import { argumentsChunkOf, fieldsChunkOf, signedThinkingChunkOf } from './chunk-of.js';
import { readIndex } from './read-index.js';
import type {
  AnswerToolBlock,
  OpenBlock,
  ServerToolBlock,
  StreamState,
  ThinkingBlockInProgress,
  ToolBlock,
} from './stream-state.js';

/** `content_block_stop`: closes a block, and sends what could not be known to be whole before. */
export function stopBlock(state: StreamState, event: JsonObject): ChatCompletionChunk | undefined {
  const index = readIndex(event);
  const block = state.blocks.get(index);
  state.blocks.delete(index);
  return block && closingChunkOf(state, block);
}

function closingChunkOf(state: StreamState, block: OpenBlock): ChatCompletionChunk | undefined {
  switch (block.kind) {
    case 'text':
    case 'held-text':
      return undefined;
    case 'thinking':
      return stopThinking(state, block);
    case 'tool':
    case 'answer-tool':
      return stopToolUse(state, block);
    case 'server-tool':
      return stopServerTool(state, block);
    case 'other':
      return fieldsChunkOf(state, { [providerFieldOf(String(block.block.type))]: [block.block] });
    default:
      return block satisfies never;
  }
}

/** A block may have brought its signature along in its start. */
function stopThinking(state: StreamState, block: ThinkingBlockInProgress): ChatCompletionChunk | undefined {
  const { signature } = block.start;
  if (block.isSigned || typeof signature !== 'string' || signature === '') return undefined;
  return signedThinkingChunkOf(state, block, signature);
}

function stopToolUse(
  state: StreamState,
  block: ToolBlock | AnswerToolBlock,
): ChatCompletionChunk | undefined {
  if (block.hasArguments) return undefined;
  return argumentsChunkOf(state, block, JSON.stringify(block.start.input ?? {}));
}

function stopServerTool(state: StreamState, block: ServerToolBlock): ChatCompletionChunk {
  const use = { ...block.start, input: inputOf(block) };
  return fieldsChunkOf(state, { [providerFieldOf(String(block.start.type))]: [use] });
}

/** Arguments that the answer's limit cut off stay text. */
function inputOf(block: ServerToolBlock): unknown {
  if (block.argumentsText === '') return block.start.input ?? {};
  try {
    return JSON.parse(block.argumentsText) as unknown;
  } catch {
    return block.argumentsText;
  }
}
