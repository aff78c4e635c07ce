import type { ChatCompletionChunk, JsonObject } from '../../wire/openai-chat.js';
import { providerFieldOf } from '../response/provider-specific-fields.js';
import { readObject, readString } from '../response/untrusted-json.js';
import { chunkOf, fieldsChunkOf } from './chunk-of.js';
import { readIndex } from './read-index.js';
import type { OpenBlock, StreamState } from './stream-state.js';

type BlockStarter = (state: StreamState, block: JsonObject, index: number) => ChatCompletionChunk | undefined;

const STARTERS: ReadonlyMap<string, BlockStarter> = new Map<string, BlockStarter>([
  ['text', startText],
  ['thinking', startThinking],
  ['redacted_thinking', startRedactedThinking],
  ['tool_use', startToolUse],
  ['server_tool_use', startServerTool],
  ['mcp_tool_use', startServerTool],
]);

/** `content_block_start`: opens a block, and sends what is whole from its start. */
export function startBlock(state: StreamState, event: JsonObject): ChatCompletionChunk | undefined {
  const block = readObject(event, 'content_block', 'content_block_start');
  const type = readString(block, 'type', 'content_block');
  const start = STARTERS.get(type) ?? starterOfUnknown(block);
  return start(state, block, readIndex(event));
}

function starterOfUnknown(block: JsonObject): BlockStarter {
  if (String(block.type).endsWith('_tool_result')) return startToolResult;
  return 'input' in block ? startServerTool : startOther;
}

function startText(state: StreamState, block: JsonObject, index: number): ChatCompletionChunk | undefined {
  const text = textOf(block.text);
  if (state.reply.answerTool !== undefined) {
    state.heldText += text;
    return open(state, index, { kind: 'held-text' });
  }
  open(state, index, { kind: 'text' });
  return text === '' ? undefined : chunkOf(state, { content: text });
}

function startThinking(
  state: StreamState,
  block: JsonObject,
  index: number,
): ChatCompletionChunk | undefined {
  const thinking = textOf(block.thinking);
  open(state, index, { kind: 'thinking', start: block, thinking, isSigned: false });
  return thinking === '' ? undefined : chunkOf(state, { reasoning_content: thinking });
}

function startRedactedThinking(state: StreamState, block: JsonObject): ChatCompletionChunk {
  const data = readString(block, 'data', 'redacted_thinking');
  return chunkOf(state, { thinking_blocks: [{ ...block, type: 'redacted_thinking', data }] });
}

function startToolUse(state: StreamState, block: JsonObject, index: number): ChatCompletionChunk | undefined {
  const name = readString(block, 'name', 'tool_use');
  return name === state.reply.answerTool
    ? startAnswer(state, block, index)
    : startToolCall(state, block, index);
}

/** Only the first answer counts: two JSON documents in a row would be no JSON. */
function startAnswer(state: StreamState, block: JsonObject, index: number): undefined {
  if (state.hasAnswered) return;
  state.hasAnswered = true;
  open(state, index, { kind: 'answer-tool', start: block, hasArguments: false });
}

function startToolCall(state: StreamState, block: JsonObject, index: number): ChatCompletionChunk {
  const id = readString(block, 'id', 'tool_use');
  const upstreamName = readString(block, 'name', 'tool_use');
  const name = state.reply.toolNames.get(upstreamName) ?? upstreamName;
  const toolIndex = state.toolCallCount++;
  open(state, index, { kind: 'tool', start: block, toolIndex, hasArguments: false });
  return chunkOf(state, {
    tool_calls: [{ index: toolIndex, id, type: 'function', function: { name, arguments: '' } }],
  });
}

function startServerTool(state: StreamState, block: JsonObject, index: number): undefined {
  open(state, index, { kind: 'server-tool', start: block, argumentsText: '' });
}

function startToolResult(state: StreamState, block: JsonObject): ChatCompletionChunk {
  return fieldsChunkOf(state, { [providerFieldOf(String(block.type))]: [block] });
}

function startOther(state: StreamState, block: JsonObject, index: number): undefined {
  open(state, index, { kind: 'other', block });
}

function open(state: StreamState, index: number, block: OpenBlock): undefined {
  state.blocks.set(index, block);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
