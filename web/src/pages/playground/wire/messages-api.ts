import {
  type AnswerBlock,
  inputOf,
  type JsonObject,
  type Picture,
  type Question,
  type Saying,
  type TokenCounts,
  type Turn,
} from '../conversation.js';
import type { Settings } from '../settings.js';
import { commonFields, sendable, toolsOf } from './request-parts.js';
import type { WireApi } from './wire-api.js';

/** Anthropic's Messages. */
export const MESSAGES_API: WireApi = {
  path: '/v1/messages',
  requestOf: messagesRequest,
  readWhole: readMessage,
  applyEvent: applyMessagesEvent,
};

function messagesRequest(settings: Settings, turns: readonly Turn[]): JsonObject {
  const tools = toolsOf(settings).map(asAnthropicTool);
  return {
    ...commonFields(settings),
    ...(settings.system.trim() !== '' && { system: settings.system }),
    messages: sendable(turns).map((turn) =>
      turn.kind === 'question'
        ? { role: 'user', content: questionContent(turn) }
        : { role: 'assistant', content: turn.sent.map(wireBlock) },
    ),
    ...(tools.length > 0 && { tools }),
  };
}

/** Also of one in OpenAI's shape. */
function asAnthropicTool(tool: JsonObject): JsonObject {
  if (tool.type !== 'function') return tool;
  const { name, description, parameters } = (tool.function ?? {}) as JsonObject;
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: parameters ?? { type: 'object', properties: {} },
  };
}

function questionContent({ text, pictures, results }: Question): string | JsonObject[] {
  if (pictures.length === 0 && results.length === 0) return text;
  return [
    ...results.map(({ callId, text: content, isError }) => ({
      type: 'tool_result',
      tool_use_id: callId,
      content,
      ...(isError && { is_error: true }),
    })),
    ...pictures.map(imageBlock),
    ...(text.trim() === '' ? [] : [{ type: 'text', text }]),
  ];
}

function imageBlock({ mediaType, base64 }: Picture): JsonObject {
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data: base64 } };
}

function wireBlock(block: AnswerBlock): JsonObject {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return { type: 'thinking', thinking: block.text, signature: block.signature };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: block.data };
    case 'tool_call':
      return { type: 'tool_use', id: block.id, name: block.name, input: inputOf(block) };
    case 'other':
      return block.json === '' ? block.raw : { ...block.raw, input: inputOf(block) };
  }
}

function readMessage({ content, stop_reason, usage }: JsonObject): Saying {
  return {
    blocks: ((content ?? []) as JsonObject[]).map(readBlock),
    stopReason: String(stop_reason),
    tokens: tokensOf(usage as JsonObject),
  };
}

function readBlock(block: JsonObject): AnswerBlock {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: textIn(block, 'text') };
    case 'thinking':
      return { type: 'thinking', text: textIn(block, 'thinking'), signature: textIn(block, 'signature') };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: textIn(block, 'data') };
    case 'tool_use':
      return {
        type: 'tool_call',
        id: textIn(block, 'id'),
        name: textIn(block, 'name'),
        json: inputText(block),
      };
    default:
      return { type: 'other', raw: block, json: '' };
  }
}

/** Empty at the start of a stream, where the input comes later. */
function inputText({ input }: JsonObject): string {
  const text = JSON.stringify(input ?? {});
  return text === '{}' ? '' : text;
}

const EVENTS: Readonly<Record<string, (saying: Saying, event: JsonObject) => Saying>> = {
  message_start: (saying, { message }) => withUsage(saying, (message as JsonObject).usage),
  content_block_start: (saying, { content_block }) => ({
    ...saying,
    blocks: [...saying.blocks, readBlock(content_block as JsonObject)],
  }),
  content_block_delta: (saying, { index, delta }) => ({
    ...saying,
    blocks: saying.blocks.map((block, position) =>
      position === index ? continueBlock(block, delta as JsonObject) : block,
    ),
  }),
  message_delta: (saying, { delta, usage }) => ({
    ...withUsage(saying, usage),
    stopReason: ((delta as JsonObject).stop_reason as string | null) ?? saying.stopReason,
  }),
};

function applyMessagesEvent(saying: Saying, event: JsonObject): Saying {
  return EVENTS[String(event.type)]?.(saying, event) ?? saying;
}

function continueBlock(block: AnswerBlock, delta: JsonObject): AnswerBlock {
  switch (delta.type) {
    case 'text_delta':
      return block.type === 'text' ? { ...block, text: block.text + textIn(delta, 'text') } : block;
    case 'thinking_delta':
      return block.type === 'thinking' ? { ...block, text: block.text + textIn(delta, 'thinking') } : block;
    case 'signature_delta':
      return block.type === 'thinking' ? { ...block, signature: textIn(delta, 'signature') } : block;
    case 'input_json_delta':
      return 'json' in block ? { ...block, json: block.json + textIn(delta, 'partial_json') } : block;
    default:
      return block;
  }
}

/** The figures at the end win over those at the start, one by one. */
function withUsage(saying: Saying, usage: unknown): Saying {
  return { ...saying, tokens: { ...saying.tokens, ...tokensOf((usage ?? {}) as JsonObject, saying.tokens) } };
}

function tokensOf(usage: JsonObject, before?: TokenCounts): TokenCounts {
  const details = (usage.output_tokens_details ?? {}) as JsonObject;
  return {
    input: numberIn(usage.input_tokens, before?.input),
    cacheRead: numberIn(usage.cache_read_input_tokens, before?.cacheRead),
    cacheWrite: numberIn(usage.cache_creation_input_tokens, before?.cacheWrite),
    output: numberIn(usage.output_tokens, before?.output),
    thinking: numberIn(details.thinking_tokens, before?.thinking),
  };
}

function numberIn(value: unknown, otherwise = 0): number {
  return typeof value === 'number' ? value : otherwise;
}

function textIn(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === 'string' ? value : '';
}
