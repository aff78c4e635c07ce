import { UpstreamError } from '../../errors/gateway-error.js';
import { capabilitiesOf } from '../../translation/model-capabilities.js';
import type { ReplyContext } from '../../translation/chat-completions/reply-context.js';
import {
  translateRequest,
  type TranslatedRequest,
} from '../../translation/chat-completions/request/translate-request.js';
import { readUsage } from '../../translation/chat-completions/response/convert-usage.js';
import { translateUpstreamError } from '../../translation/chat-completions/response/translate-error.js';
import { isJsonObject } from '../../translation/chat-completions/response/untrusted-json.js';
import { translateResponse } from '../../translation/chat-completions/response/translate-response.js';
import type { ChatStreamTranslator } from '../../translation/chat-completions/stream/translate-bytes.js';
import type { MessagesBody } from '../../translation/messages/messages-body.js';
import type { MessagesResponse, SystemPrompt } from '../../translation/wire/anthropic-messages.js';
import type { JsonObject } from '../../translation/wire/openai-chat.js';
import type {
  ChatAnswer,
  ChatCall,
  ChatStream,
  Endpoint,
  MessagesAnswer,
  MessagesCall,
  MessagesStream,
  Provider,
  ProviderCall,
} from '../provider.js';
import type {
  AnthropicClient,
  UpstreamExchange,
  UpstreamRequest,
  UpstreamTimeouts,
} from './anthropic-client.js';
import { headersByName } from '../header-list.js';
import type { AnthropicDialect } from './anthropic-dialect.js';
import { startChatStream } from './chat-stream.js';
import { startMessagesStream } from './messages-stream.js';
import { headersForCaller, headersForUpstream, type UpstreamHeaderSources } from './upstream-headers.js';

const MESSAGES_PATH = '/v1/messages';
/** The `stop_reason` of an answer that the model refuses to give. */
const REFUSAL = 'refusal';
const MOST_STATUS = 599;
const COUNT_TOKENS_PATH = '/v1/messages/count_tokens';

/** Upstream sends pings, so a silence of this length is the end of a stream. */
const MOST_IDLE_MS = 300_000;
/** Long answers stream for many minutes; this many time-outs is where a stream is given up. */
const STREAM_TIMEOUT_FACTOR = 6;

/** Claude through Anthropic's Messages API. What differs between ways in is the dialect's to say. */
export class AnthropicProvider implements Provider {
  readonly name: string;

  constructor(
    private readonly dialect: AnthropicDialect,
    private readonly client: AnthropicClient,
  ) {
    this.name = dialect.name;
  }

  async chat(call: ChatCall): Promise<ChatAnswer> {
    const translated = this.translate(call);
    const exchange = await this.postChat(call, translated);
    const message = parseAnswer(await exchange.readAll());
    const usage = readUsage((message as Partial<MessagesResponse> | null)?.usage);
    return {
      completion: translateResponse(message as MessagesResponse, translated.reply, usage),
      usage,
      droppedParams: translated.droppedParams,
      headers: headersForCaller(exchange.headers),
      isRefusal: isRefusal(message),
    };
  }

  async chatStream<Output>(
    call: ChatCall,
    makeTranslator: (reply: ReplyContext) => ChatStreamTranslator<Output>,
  ): Promise<ChatStream<Output>> {
    const translated = this.translate(call);
    const exchange = await this.postChat(call, translated);
    requireEventStream(exchange);
    return startChatStream(exchange, makeTranslator(translated.reply), {
      headers: headersForCaller(exchange.headers),
      droppedParams: translated.droppedParams,
      holdsForRefusal: call.holdsForRefusal,
    });
  }

  async messages(call: MessagesCall): Promise<MessagesAnswer> {
    return this.answerWhole(call, MESSAGES_PATH, ({ type }) => type === 'message');
  }

  async messagesStream(call: MessagesCall): Promise<MessagesStream> {
    const exchange = await this.postMessages(call, MESSAGES_PATH, true);
    requireEventStream(exchange);
    return startMessagesStream(exchange, {
      headers: headersForCaller(exchange.headers),
      holdsForRefusal: call.holdsForRefusal,
    });
  }

  async countTokens(call: MessagesCall): Promise<MessagesAnswer> {
    return this.answerWhole(call, COUNT_TOKENS_PATH, ({ input_tokens }) => typeof input_tokens === 'number');
  }

  private translate(call: ChatCall): TranslatedRequest {
    return translateRequest(call.request, {
      upstreamModel: call.model,
      capabilities: capabilitiesOf(call.model),
      dropParams: call.dropParams,
      defaultMaxTokens: call.defaultMaxTokens,
      createdAtSeconds: Math.floor(Date.now() / 1000),
    });
  }

  private postChat(
    call: ChatCall,
    { body, betas, extraHeaders }: TranslatedRequest,
  ): Promise<UpstreamExchange> {
    const system = this.dialect.prepareSystem?.(body.system) ?? body.system;
    return this.post(call, MESSAGES_PATH, {
      body: JSON.stringify(system === body.system ? body : { ...body, system }),
      headers: { bodyHeaders: extraHeaders, betas, isStream: body.stream === true },
    });
  }

  private postMessages(call: MessagesCall, path: string, isStream: boolean): Promise<UpstreamExchange> {
    const { body } = call;
    return this.post(call, path, {
      body: body.withChanges({
        model: body.model === call.model ? undefined : call.model,
        system: this.changedSystem(body),
      }),
      headers: { isStream },
      onBodySent: call.onBodySent,
    });
  }

  /** Undefined when the system prompt stays in the caller's own bytes. */
  private changedSystem(body: MessagesBody): SystemPrompt | undefined {
    if (this.dialect.prepareSystem === undefined) return undefined;
    // Read once: each reading parses anew, and only the very same value is unchanged.
    const system = body.readSystem();
    const prepared = this.dialect.prepareSystem(system);
    return prepared === system ? undefined : prepared;
  }

  private async answerWhole(
    call: MessagesCall,
    path: string,
    isAnswer: (answer: JsonObject) => boolean,
  ): Promise<MessagesAnswer> {
    const exchange = await this.postMessages(call, path, false);
    const body = await exchange.readAll();
    const answer = parseAnswer(body);
    if (!isJsonObject(answer) || !isAnswer(answer)) {
      throw new UpstreamError({
        message: "Upstream's answer is of another kind.",
        code: 'upstream_malformed',
      });
    }
    return {
      body,
      usage: readUsage(answer.usage),
      headers: headersForCaller(exchange.headers),
      isRefusal: isRefusal(answer),
    };
  }

  /** Sends a request and resolves with a 2xx answer. Every other status is thrown as what it means. */
  private async post(
    call: ProviderCall,
    path: string,
    {
      body,
      headers,
      onBodySent,
    }: Pick<UpstreamRequest, 'body' | 'onBodySent'> & {
      headers: Pick<UpstreamHeaderSources, 'bodyHeaders' | 'betas' | 'isStream'>;
    },
  ): Promise<UpstreamExchange> {
    const { endpoint, callerHeaders, cancellation } = call;
    const exchange = await this.client.post({
      origin: endpoint.origin,
      addressRules: endpoint.addressRules,
      path,
      body,
      onBodySent,
      headers: headersForUpstream({
        dialect: this.dialect,
        endpoint,
        callerHeaders,
        bodyHeaders: headers.bodyHeaders,
        betas: headers.betas,
        isStream: headers.isStream,
      }),
      timeouts: timeoutsOf(endpoint.timeoutMs, headers.isStream),
      cancellation,
    });
    if (exchange.status < 200 || exchange.status > 299) throw await explainRefusal(exchange, endpoint);
    requirePlainEncoding(exchange);
    return exchange;
  }
}

function timeoutsOf(timeoutMs: number, isStream: boolean): UpstreamTimeouts {
  return {
    firstByteMs: timeoutMs,
    idleMs: Math.min(timeoutMs, MOST_IDLE_MS),
    totalMs: isStream ? timeoutMs * STREAM_TIMEOUT_FACTOR : timeoutMs,
  };
}

async function explainRefusal(exchange: UpstreamExchange, { isCallersLogin }: Endpoint): Promise<Error> {
  const { status } = exchange;
  const headers = headersByName(headersForCaller(exchange.headers));
  const body = await exchange.readAll();
  const retryAfter = headers['retry-after'];
  const contentType = exchange.headers['content-type'] ?? 'application/json';
  const upstream = { status, headers: { ...headers, 'content-type': contentType }, body };
  // A status that HTTP does not have is not handed on.
  const isHttp = status <= MOST_STATUS;
  return translateUpstreamError({
    status,
    body,
    retryAfter,
    nowMs: Date.now(),
    isCallersLogin,
    upstream: isHttp ? upstream : undefined,
  });
}

/** A compressed answer was not asked for, and could be of any size once it is unpacked. */
function requirePlainEncoding(exchange: UpstreamExchange): void {
  const encoding = exchange.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return;
  throw giveUp(exchange, `Upstream compressed its answer (${encoding}), which was not asked for.`);
}

function requireEventStream(exchange: UpstreamExchange): void {
  const contentType = exchange.headers['content-type'] ?? '';
  if (contentType.startsWith('text/event-stream')) return;
  throw giveUp(exchange, `Upstream did not answer with an event stream but with "${contentType}".`);
}

function isRefusal(answer: unknown): boolean {
  return isJsonObject(answer) && answer.stop_reason === REFUSAL;
}

function giveUp(exchange: UpstreamExchange, message: string): UpstreamError {
  const error = new UpstreamError({ message, code: 'upstream_malformed' });
  exchange.cancel(error);
  return error;
}

function parseAnswer(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new UpstreamError({
      message: "Upstream's answer is not valid JSON.",
      code: 'upstream_malformed',
      cause,
    });
  }
}
