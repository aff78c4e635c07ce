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

interface WireToolCall {
  index?: number;
  id?: string;
  function?: { name?: string; arguments?: string };
}

/** A message, or a piece of one. */
interface WireMessage {
  content?: string | null;
  reasoning_content?: string;
  thinking_blocks?: { type: string; thinking?: string; signature?: string; data?: string }[];
  tool_calls?: WireToolCall[];
}

interface WireChoice {
  message?: WireMessage;
  delta?: WireMessage;
  finish_reason?: string | null;
}

interface WireUsage {
  prompt_tokens?: number;
  completion_tokens?: number;
  cache_read_input_tokens?: number;
  cache_creation_input_tokens?: number;
  completion_tokens_details?: { reasoning_tokens?: number };
}

/** OpenAI's Chat Completions. */
export const CHAT_API: WireApi = {
  path: '/v1/chat/completions',
  requestOf: chatRequest,
  readWhole: (body) => readChoice({ blocks: [] }, body),
  applyEvent: readChoice,
};

function chatRequest(settings: Settings, turns: readonly Turn[]): JsonObject {
  const tools = toolsOf(settings).map(asOpenAiTool);
  return {
    ...commonFields(settings),
    ...(settings.stream && { stream_options: { include_usage: true } }),
    messages: [
      ...(settings.system.trim() === '' ? [] : [{ role: 'system', content: settings.system }]),
      ...sendable(turns).flatMap((turn) =>
        turn.kind === 'question' ? questionMessages(turn) : [assistantMessage(turn.sent)],
      ),
    ],
    ...(tools.length > 0 && { tools }),
  };
}

/** Also of one in Anthropic's shape; those that run upstream stay as they are. */
function asOpenAiTool(tool: JsonObject): JsonObject {
  if (tool.type !== undefined && tool.type !== 'custom') return tool;
  const { name, description, input_schema: parameters } = tool;
  return {
    type: 'function',
    function: { name, ...(description !== undefined && { description }), parameters },
  };
}

function questionMessages({ text, pictures, results }: Question): JsonObject[] {
  const said = [...pictures.map(imagePart), ...(text.trim() === '' ? [] : [{ type: 'text', text }])];
  return [
    ...results.map(({ callId, text: content, isError }) => ({
      role: 'tool',
      tool_call_id: callId,
      content,
      ...(isError && { is_error: true }),
    })),
    ...(said.length === 0 ? [] : [{ role: 'user', content: pictures.length === 0 ? text : said }]),
  ];
}

function imagePart({ mediaType, base64 }: Picture): JsonObject {
  return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } };
}

function assistantMessage(blocks: readonly AnswerBlock[]): JsonObject {
  const text = blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  const thinking = blocks.flatMap((block) => thinkingBlock(block));
  const calls = blocks.flatMap((block) =>
    block.type === 'tool_call'
      ? [
          {
            id: block.id,
            type: 'function',
            function: { name: block.name, arguments: JSON.stringify(inputOf(block)) },
          },
        ]
      : [],
  );
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    ...(thinking.length > 0 && { thinking_blocks: thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function thinkingBlock(block: AnswerBlock): JsonObject[] {
  if (block.type === 'redacted_thinking') return [{ type: block.type, data: block.data }];
  if (block.type !== 'thinking') return [];
  return [{ type: block.type, thinking: block.text, signature: block.signature }];
}

/** A whole completion and a chunk differ only in whether the message is all of it. */
function readChoice(saying: Saying, { choices, usage }: JsonObject): Saying {
  const [choice] = (choices ?? []) as WireChoice[];
  const message = choice?.delta ?? choice?.message ?? {};
  const withThoughts = (message.thinking_blocks ?? []).reduce(
    addThinkingBlock,
    addText(saying.blocks, 'thinking', message.reasoning_content),
  );
  const withText = addText(withThoughts, 'text', message.content ?? undefined);
  return {
    blocks: (message.tool_calls ?? []).reduce(addToolCall, withText),
    stopReason: choice?.finish_reason ?? saying.stopReason,
    tokens: usage ? tokensOf(usage) : saying.tokens,
  };
}

type Blocks = readonly AnswerBlock[];

function addText(blocks: Blocks, type: 'text' | 'thinking', more: string | undefined): Blocks {
  if (!more) return blocks;
  const last = blocks.at(-1);
  const isNext = last?.type === 'thinking' && last.signature !== '';
  if (last?.type === type && !isNext) return [...blocks.slice(0, -1), { ...last, text: last.text + more }];
  return [...blocks, type === 'text' ? { type, text: more } : { type, text: more, signature: '' }];
}

/** Comes whole, behind the same thoughts in `reasoning_content`, and has the signature with which they can be sent back. */
function addThinkingBlock(
  blocks: Blocks,
  { type, thinking = '', signature = '', data = '' }: NonNullable<WireMessage['thinking_blocks']>[number],
): Blocks {
  if (type === 'redacted_thinking') return [...blocks, { type, data }];
  const last = blocks.at(-1);
  const isKnown = last?.type === 'thinking' && last.signature === '';
  return [...(isKnown ? blocks.slice(0, -1) : blocks), { type: 'thinking', text: thinking, signature }];
}

function addToolCall(blocks: Blocks, { id, function: called }: WireToolCall): Blocks {
  const more = called?.arguments ?? '';
  if (id !== undefined) return [...blocks, { type: 'tool_call', id, name: called?.name ?? '', json: more }];
  const last = blocks.at(-1);
  return last?.type === 'tool_call' ? [...blocks.slice(0, -1), { ...last, json: last.json + more }] : blocks;
}

/** OpenAI's prompt holds what Anthropic counts apart. */
function tokensOf(usage: WireUsage): TokenCounts {
  const { prompt_tokens: prompt = 0, completion_tokens: output = 0 } = usage;
  const { cache_read_input_tokens: cacheRead = 0, cache_creation_input_tokens: cacheWrite = 0 } = usage;
  const thinking = usage.completion_tokens_details?.reasoning_tokens ?? 0;
  return { input: prompt - cacheRead - cacheWrite, cacheRead, cacheWrite, output, thinking };
}
