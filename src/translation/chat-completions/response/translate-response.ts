import type { MessagesResponse } from '../../wire/anthropic-messages.js';
import type {
  ChatCompletion,
  ChatCompletionMessage,
  JsonObject,
  ProviderSpecificFields,
  ThinkingBlock,
  ToolCall,
} from '../../wire/openai-chat.js';
import type { ReplyContext } from '../reply-context.js';
import { convertStopReason } from './convert-stop-reason.js';
import { convertUsage, readUsage, type UsageReading } from './convert-usage.js';
import { pickMessageFields, providerFieldOf } from './provider-specific-fields.js';
import { isJsonObject, readString, saysSomething, unreadable } from './untrusted-json.js';

type Block = JsonObject & { type: string };

const STANDARD_BLOCK_TYPES: ReadonlySet<string> = new Set([
  'text',
  'tool_use',
  'thinking',
  'redacted_thinking',
]);

/** OpenAI's names for the service tiers that have one. */
const SERVICE_TIERS: ReadonlyMap<unknown, string> = new Map([
  ['standard', 'default'],
  ['priority', 'priority'],
]);

/**
 * An Anthropic message as a chat completion, with the caller's own names for model and tools. Throws an UpstreamError
 * when upstream's body is no message: it is not trusted to have the shape that its type promises.
 */
export function translateResponse(
  message: MessagesResponse,
  reply: ReplyContext,
  { usage }: UsageReading = readUsage(readMessage(message).usage),
): ChatCompletion {
  const body = readMessage(message);
  const blocks = readBlocks(body.content);
  const answer = findAnswer(blocks, reply);
  const toolCalls = convertToolCalls(blocks, reply);
  return {
    id: completionId(body.id),
    object: 'chat.completion',
    created: reply.created,
    model: reply.requestedModel,
    choices: [
      {
        index: 0,
        message: convertMessage({ body, blocks, answer, toolCalls }),
        logprobs: null,
        finish_reason: convertStopReason(body.stop_reason as string | null, {
          isJsonAnswer: answer !== undefined && toolCalls.length === 0,
        }),
      },
    ],
    usage: convertUsage(usage),
    ...convertServiceTier(body.usage),
  };
}

/** `chatcmpl-` and the message's id, for whole answers and for every chunk of a streamed one. */
export function completionId(messageId: unknown): string {
  return `chatcmpl-${typeof messageId === 'string' ? messageId : 'unknown'}`;
}

function readMessage(message: unknown): JsonObject {
  if (!isJsonObject(message)) throw unreadable('a body that is no JSON object');
  return message;
}

function readBlocks(content: unknown): Block[] {
  if (!Array.isArray(content)) throw unreadable('a message whose content is no list');
  return content.map((block: unknown, index) => {
    if (!isJsonObject(block)) throw unreadable(`content[${index}] is no object`);
    readString(block, 'type', `content[${index}]`);
    return block as Block;
  });
}

interface MessageParts {
  body: JsonObject;
  blocks: Block[];
  answer: Block | undefined;
  toolCalls: ToolCall[];
}

function convertMessage({ body, blocks, answer, toolCalls }: MessageParts): ChatCompletionMessage {
  const reasoning = joinField(blocks, 'thinking', 'thinking');
  const thinkingBlocks = blocks.filter(isReturnableThinking);
  const fields = collectProviderFields(body, blocks);
  return {
    role: 'assistant',
    content: answer === undefined ? joinField(blocks, 'text', 'text') : argumentsOf(answer),
    refusal: null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
    ...(reasoning && { reasoning_content: reasoning }),
    ...(thinkingBlocks.length > 0 && { thinking_blocks: thinkingBlocks }),
    ...(Object.keys(fields).length > 0 && { provider_specific_fields: fields }),
  };
}

function joinField(blocks: Block[], type: string, field: string): string | null {
  const texts = blocks.filter((block) => block.type === type).map((block) => readString(block, field, type));
  return texts.length === 0 ? null : texts.join('');
}

/** The call of the tool that was forced to get a JSON answer. */
function findAnswer(blocks: Block[], reply: ReplyContext): Block | undefined {
  return blocks.find((block) => isAnswer(block, reply));
}

function isAnswer(block: Block, reply: ReplyContext): boolean {
  return block.type === 'tool_use' && reply.answerTool !== undefined && block.name === reply.answerTool;
}

function convertToolCalls(blocks: Block[], reply: ReplyContext): ToolCall[] {
  return blocks
    .filter((block) => block.type === 'tool_use' && !isAnswer(block, reply))
    .map((block) => convertToolCall(block, reply));
}

function convertToolCall(block: Block, reply: ReplyContext): ToolCall {
  const name = readString(block, 'name', 'tool_use');
  return {
    id: readString(block, 'id', 'tool_use'),
    type: 'function',
    function: { name: reply.toolNames.get(name) ?? name, arguments: argumentsOf(block) },
  };
}

function argumentsOf(block: Block): string {
  return JSON.stringify(block.input ?? {});
}

/** Upstream refuses thinking that comes back without its signature; an answer that was cut has such. */
function isReturnableThinking(block: Block): block is Block & ThinkingBlock {
  return block.type === 'redacted_thinking' || (block.type === 'thinking' && Boolean(block.signature));
}

function collectProviderFields(body: JsonObject, blocks: Block[]): ProviderSpecificFields {
  const citations = blocks.filter(isCited).map(citationsOf);
  const others = blocks.filter((block) => !STANDARD_BLOCK_TYPES.has(block.type));
  return {
    ...(citations.length > 0 && { citations }),
    ...groupByField(others),
    ...pickMessageFields(body),
  };
}

function groupByField(blocks: Block[]): ProviderSpecificFields {
  if (blocks.length === 0) return {};
  const fields = new Set(blocks.map((block) => providerFieldOf(block.type)));
  const groups = [...fields].map((field) => [
    field,
    blocks.filter((block) => providerFieldOf(block.type) === field),
  ]);
  return Object.fromEntries(groups) as ProviderSpecificFields;
}

function isCited(block: Block): boolean {
  return block.type === 'text' && saysSomething(block.citations);
}

function citationsOf(block: Block): JsonObject[] {
  const citations = Array.isArray(block.citations) ? block.citations.filter(isJsonObject) : [];
  return citations.map((citation) => ({ ...citation, supported_text: block.text }));
}

function convertServiceTier(usage: unknown): { service_tier?: string } {
  const serviceTier = isJsonObject(usage) ? SERVICE_TIERS.get(usage.service_tier) : undefined;
  return serviceTier === undefined ? {} : { service_tier: serviceTier };
}
