import { InvalidRequestError, NotConfiguredError } from './errors/gateway-error.js';
import { AnthropicClient } from './providers/anthropic/anthropic-client.js';
import { anthropicDialect } from './providers/anthropic/anthropic-dialect.js';
import { AnthropicProvider } from './providers/anthropic/anthropic.provider.js';
import { ClaudeCodeNativeProvider } from './providers/claude-code-native/claude-code-native.provider.js';
import { cancellationBy, Canceller } from './providers/cancellation.js';
import { readApiBase } from './providers/read-api-base.js';
import type { ChatCall, ChatStream } from './providers/provider.js';
import { DEFAULT_API_BASE, PROVIDER_DEFAULTS, type ProviderName } from './providers/provider-defaults.js';
import { ProviderRegistry } from './providers/provider-registry.js';
import { assertNotTooDeep } from './translation/chat-completions/request/assert-not-too-deep.js';
import { ChatCompletionChunks } from './translation/chat-completions/stream/translate-bytes.js';
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  JsonObject,
} from './translation/wire/openai-chat.js';

const DEFAULT_TIMEOUT_SECONDS = 600;

/** A Chat Completions request, and how to send it. Every other field goes into the request. */
export interface CompletionOptions extends JsonObject {
  /** Provider and model, such as `claude_code_native/claude-sonnet-4-5`. */
  model: string;
  /** OpenAI's messages; Anthropic's content blocks are taken too. */
  messages: readonly object[];
  stream?: boolean;
  tools?: readonly object[];
  /** Before `CLAUDE_CODE_API_KEY` or `ANTHROPIC_API_KEY` of the environment. */
  api_key?: string;
  /** An origin; before `CLAUDE_CODE_API_BASE` or `ANTHROPIC_API_BASE` of the environment. */
  api_base?: string;
  /** Headers for upstream; `anthropic-beta` is added to what the request needs. */
  extra_headers?: Readonly<Record<string, string>>;
  /** Leave out parameters that Anthropic does not have, instead of refusing them. */
  drop_params?: boolean;
  /** Seconds until upstream must have begun its answer, and finished one that is not streamed. 600 by default. */
  timeout?: number;
  /** Aborting ends the call and closes the connection to upstream. */
  signal?: AbortSignal;
}

/** A streamed answer. Leaving the loop early closes the connection to upstream. */
export type CompletionStream = AsyncIterable<ChatCompletionChunk>;

const client = new AnthropicClient();
const registry = new ProviderRegistry([
  new ClaudeCodeNativeProvider(client),
  new AnthropicProvider(anthropicDialect, client),
]);

/**
 * Sends a chat completion to Claude from within the process, without a gateway: the same translation, the same provider.
 *
 * @throws GatewayError for every failure; its class says which, `param` what is at fault.
 */
export function completion(options: CompletionOptions & { stream: true }): Promise<CompletionStream>;
export function completion(options: CompletionOptions & { stream?: false }): Promise<ChatCompletion>;
export function completion(options: CompletionOptions): Promise<ChatCompletion | CompletionStream>;
export async function completion(options: CompletionOptions): Promise<ChatCompletion | CompletionStream> {
  assertNotTooDeep(options);
  const { provider, model } = registry.resolve(options.model);
  const call = callOf(options, model, provider.name as ProviderName);
  if (options.stream !== true) return (await provider.chat(call)).completion;
  return iterate(await provider.chatStream(call, (reply) => new ChatCompletionChunks(reply)));
}

function callOf(options: CompletionOptions, model: string, provider: ProviderName): ChatCall {
  const { api_key, api_base, timeout, signal, drop_params, ...request } = options;
  const defaults = PROVIDER_DEFAULTS[provider];
  return {
    request: request as ChatCompletionRequest,
    model,
    dropParams: drop_params ?? false,
    callerHeaders: {},
    cancellation: signal === undefined ? new Canceller() : cancellationBy(signal),
    endpoint: {
      origin: originOf(api_base ?? process.env[defaults.baseVariable]),
      credential: credentialOf(api_key, provider),
      extraHeaders: {},
      timeoutMs: (timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    },
  };
}

function credentialOf(apiKey: string | undefined, provider: ProviderName): string {
  const { keyVariable, whereToGetKey } = PROVIDER_DEFAULTS[provider];
  const credential = apiKey ?? process.env[keyVariable];
  if (credential) return credential;
  throw new NotConfiguredError({
    message: `No credential for ${provider}: pass api_key or set ${keyVariable} (${whereToGetKey}).`,
  });
}

function originOf(apiBase: string | undefined): string {
  const reading = readApiBase(apiBase || DEFAULT_API_BASE);
  if ('origin' in reading) return reading.origin;
  throw new InvalidRequestError({
    param: 'api_base',
    message: `api_base must be the origin of an API, such as ${DEFAULT_API_BASE}; this is ${reading.problem ?? 'no URL'}.`,
  });
}

/** The connection is closed also when the loop is left, or never entered and the iterator is returned. */
function iterate(stream: ChatStream<ChatCompletionChunk[]>): CompletionStream {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (let chunks = await stream.read(); chunks !== null; chunks = await stream.read()) yield* chunks;
      } finally {
        stream.cancel();
      }
    },
  };
}
