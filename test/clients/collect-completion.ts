import type OpenAI from 'openai';

import type { CompletionFacts } from './expected-completion.js';

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk;
type ToolCallDelta = OpenAI.Chat.Completions.ChatCompletionChunk.Choice.Delta.ToolCall;
type Completion = OpenAI.Chat.Completions.ChatCompletion;
type Usage = OpenAI.Completions.CompletionUsage;

/** Fields beyond OpenAI's own that LiteLLM made common. */
interface ReasoningFields {
  reasoning_content?: string;
  thinking_blocks?: { signature?: string }[];
}

export async function collectChunks(stream: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** Puts the pieces of a stream together as any OpenAI client does. */
export function factsOfChunks(chunks: Chunk[]): CompletionFacts {
  const choices = chunks.flatMap(({ choices }) => choices);
  const deltas = choices.map(({ delta }) => delta as typeof delta & ReasoningFields);
  return {
    content: deltas.map(({ content }) => content ?? '').join(''),
    reasoning: deltas.map(({ reasoning_content }) => reasoning_content ?? '').join(''),
    signatures: deltas.flatMap(signaturesOf),
    toolCalls: joinToolCalls(deltas.flatMap(({ tool_calls }) => tool_calls ?? [])),
    finishReason: choices.flatMap(({ finish_reason }) => finish_reason ?? []).join(),
    ...factsOfUsage(chunks.flatMap(({ usage }) => usage ?? [])),
  };
}

export function factsOfCompletion({ choices, usage }: Completion): CompletionFacts {
  const [choice] = choices;
  if (choice === undefined) throw new Error('The completion has no choice.');
  const message = choice.message as typeof choice.message & ReasoningFields;
  const calls = message.tool_calls?.map((call) => {
    if (call.type !== 'function') throw new Error(`Not a function call: ${call.type}`);
    return { id: call.id, ...call.function };
  });
  return {
    content: message.content ?? '',
    reasoning: message.reasoning_content ?? '',
    signatures: signaturesOf(message),
    toolCalls: (calls ?? []).map(({ id, name, arguments: text }) => ({ id, name, arguments: text })),
    finishReason: choice.finish_reason,
    ...factsOfUsage(usage ? [usage] : []),
  };
}

function signaturesOf({ thinking_blocks }: ReasoningFields): string[] {
  return (thinking_blocks ?? []).flatMap(({ signature }) => signature ?? []);
}

function joinToolCalls(deltas: ToolCallDelta[]): CompletionFacts['toolCalls'] {
  const calls: CompletionFacts['toolCalls'] = [];
  for (const { index, id, function: part } of deltas) {
    const call = (calls[index] ??= { id: '', name: '', arguments: '' });
    call.id += id ?? '';
    call.name += part?.name ?? '';
    call.arguments += part?.arguments ?? '';
  }
  return calls;
}

function factsOfUsage(usages: Usage[]) {
  const [usage, second] = usages;
  if (usage === undefined || second !== undefined) throw new Error(`${usages.length} usages, not one.`);
  const details = usage.prompt_tokens_details as { cached_tokens?: number; cache_creation_tokens?: number };
  if (usage.total_tokens !== usage.prompt_tokens + usage.completion_tokens) throw new Error('Wrong total.');
  return {
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
    cachedTokens: details.cached_tokens ?? -1,
    cacheWriteTokens: details.cache_creation_tokens ?? -1,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? -1,
  };
}
