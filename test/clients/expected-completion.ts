import type { FakeEvent } from '../fake-anthropic/start-fake-anthropic.mjs';

/** What a caller of Chat Completions has to end up with, whichever way the pieces came. */
export interface CompletionFacts {
  content: string;
  reasoning: string;
  signatures: string[];
  toolCalls: { id: string; name: string; arguments: string }[];
  finishReason: string;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
}

const FINISH_REASONS: Record<string, string> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** Worked out from the raw events alone, by the rules for users; the gateway's own code has no part in it. */
export function expectedCompletion(events: FakeEvent[]): CompletionFacts {
  const deltas = events.flatMap((event) => (event.type === 'content_block_delta' ? [event.delta] : []));
  const stop = events.findLast((event) => event.type === 'message_delta');
  const figures = { ...usageOf(events, 'message_start'), ...usageOf(events, 'message_delta') };
  return {
    content: deltas.map((delta) => delta.text ?? '').join(''),
    reasoning: deltas.map((delta) => delta.thinking ?? '').join(''),
    signatures: deltas.flatMap((delta) => delta.signature ?? []),
    toolCalls: toolCallsIn(events),
    finishReason: FINISH_REASONS[stop?.delta.stop_reason] ?? 'unknown',
    promptTokens:
      figures.input_tokens +
      (figures.cache_creation_input_tokens ?? 0) +
      (figures.cache_read_input_tokens ?? 0),
    completionTokens: figures.output_tokens,
    cachedTokens: figures.cache_read_input_tokens ?? 0,
    cacheWriteTokens: figures.cache_creation_input_tokens ?? 0,
    reasoningTokens: figures.output_tokens_details?.thinking_tokens ?? 0,
  };
}

function toolCallsIn(events: FakeEvent[]): CompletionFacts['toolCalls'] {
  const starts = events.filter((event) => event.content_block?.type === 'tool_use');
  return starts.map(({ index, content_block: { id, name } }) => {
    const pieces = events.filter((event) => event.index === index && event.delta?.partial_json);
    return { id, name, arguments: pieces.map((event) => event.delta.partial_json).join('') || '{}' };
  });
}

/** The first event's figures count; a stream may repeat it. */
function usageOf(events: FakeEvent[], type: string) {
  const event = events.find((candidate) => candidate.type === type);
  const usage = event?.usage ?? event?.message?.usage ?? {};
  return Object.fromEntries(Object.entries(usage).filter(([, figure]) => figure !== null)) as Record<
    string,
    any // eslint-disable-line @typescript-eslint/no-explicit-any
  >;
}
