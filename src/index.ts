/** The library: Claude through OpenAI's Chat Completions format, from within a process. */
export { completion, type CompletionOptions, type CompletionStream } from './completion.js';
export * from './errors/gateway-error.js';
export type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessage,
  CompletionUsage,
  FinishReason,
  ThinkingBlock,
  ToolCall,
} from './translation/wire/openai-chat.js';
