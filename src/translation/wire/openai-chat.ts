/**
 * OpenAI's Chat Completions API as it is on the wire, with the fields beyond it that LiteLLM made common
 * (`reasoning_content`, `thinking_blocks`, `provider_specific_fields`, cache counts at the top of `usage`).
 */

export interface JsonObject {
  [field: string]: unknown;
}

/** As it came from the caller: a field has a type only once something has looked at it. */
export interface ChatCompletionRequest extends JsonObject {
  model: string;
  messages: unknown[];
  stream?: boolean;
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** Anthropic's thinking, whole with its signature; sent back by the caller it goes up unchanged. */
export type ThinkingBlock =
  { type: 'thinking'; thinking: string; signature: string } | { type: 'redacted_thinking'; data: string };

/** What Anthropic answers and OpenAI's format has no place for: citations, server tools' results, container, … */
export type ProviderSpecificFields = JsonObject;

export interface ChatCompletionMessage {
  role: 'assistant';
  content: string | null;
  refusal?: string | null;
  tool_calls?: ToolCall[];
  reasoning_content?: string;
  thinking_blocks?: ThinkingBlock[];
  provider_specific_fields?: ProviderSpecificFields;
}

export interface CompletionUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; cache_creation_tokens: number };
  completion_tokens_details: { reasoning_tokens: number };
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  [field: string]: unknown;
}

export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  /** Seconds since the epoch. */
  created: number;
  model: string;
  choices: [
    {
      index: 0;
      message: ChatCompletionMessage;
      logprobs: null;
      finish_reason: FinishReason;
    },
  ];
  usage: CompletionUsage;
  service_tier?: string;
}

interface ToolCallDelta {
  index: number;
  id?: string;
  type?: 'function';
  function: { name?: string; arguments: string };
}

export interface ChatCompletionDelta {
  role?: 'assistant';
  content?: string | null;
  tool_calls?: ToolCallDelta[];
  reasoning_content?: string;
  thinking_blocks?: ThinkingBlock[];
  provider_specific_fields?: ProviderSpecificFields;
}

interface ChatCompletionChunkChoice {
  index: 0;
  delta: ChatCompletionDelta;
  logprobs: null;
  finish_reason: FinishReason | null;
  /** In the finish chunk, whose delta is empty: container, stop_details, … */
  provider_specific_fields?: ProviderSpecificFields;
}

export interface ChatCompletionChunk {
  id: string;
  object: 'chat.completion.chunk';
  /** Seconds since the epoch; one value for the whole stream. */
  created: number;
  model: string;
  choices: ChatCompletionChunkChoice[];
  usage?: CompletionUsage | null;
}

export interface OpenAiErrorResponse {
  error: { message: string; type: string; param: string | null; code: string | null };
}
