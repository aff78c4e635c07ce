import type { IncomingHttpHeaders } from 'node:http';

import type { GatewayError } from '../errors/gateway-error.js';
import type { UsageReading } from '../translation/chat-completions/response/convert-usage.js';
import type { ChatStreamTranslator } from '../translation/chat-completions/stream/translate-bytes.js';
import type { ReplyContext } from '../translation/chat-completions/reply-context.js';
import type { AddressRules } from './address-rules.js';
import type { Cancellation } from './cancellation.js';
import type { HeaderList } from './header-list.js';
import type { DeliveredOutput } from '../translation/delivered-output.js';
import type { MessagesBody } from '../translation/messages/messages-body.js';
import type { ChatCompletion, ChatCompletionRequest } from '../translation/wire/openai-chat.js';

/** Where a call goes and as whom. */
export interface Endpoint {
  /** An origin such as `https://api.anthropic.com`. */
  origin: string;
  /** An API key or an OAuth token, as the provider takes it. */
  credential: string;
  /** The credential is the caller's own, and so is what upstream says about it. */
  isCallersLogin?: boolean;
  /** The deployment's own headers, lower-cased. */
  extraHeaders: Readonly<Record<string, string>>;
  /** How long upstream may take to begin its answer, and to finish one that is not streamed. */
  timeoutMs: number;
  /** What the origin may lead to; absent: anything, for an origin that the operator's own configuration names. */
  addressRules?: AddressRules;
}

export interface ProviderCall {
  endpoint: Endpoint;
  /** Upstream's name of the model, without the provider. */
  model: string;
  /** The caller's request headers, of which an allow-list goes up. */
  callerHeaders: IncomingHttpHeaders;
  /** Cancelling closes the connection to upstream at once. */
  cancellation: Cancellation;
  /** A stream is to be held back until its content begins, so that a refusal is known before the caller gets any of it. */
  holdsForRefusal?: boolean;
}

export interface ChatCall extends ProviderCall {
  request: ChatCompletionRequest;
  /** Drop parameters that Anthropic does not have, instead of refusing them. */
  dropParams: boolean;
  /** `max_tokens` where the caller gives none. */
  defaultMaxTokens?: number;
}

export interface MessagesCall extends ProviderCall {
  body: MessagesBody;
  /** Called when the system has taken all bytes of the body; not called when that never becomes certain. */
  onBodySent?: () => void;
}

/** What every answer brings along. */
export interface AnswerHead {
  /** Upstream's headers that may go down to the caller. */
  headers: HeaderList;
  /** The model refuses to answer. Of a stream this is known only when the call asked for it. */
  isRefusal: boolean;
}

export interface ChatAnswer extends AnswerHead {
  completion: ChatCompletion;
  usage: UsageReading;
  droppedParams: string[];
}

export interface MessagesAnswer extends AnswerHead {
  /** Upstream's own bytes. */
  body: Buffer;
  usage: UsageReading;
}

/** A stream that has begun well: its first event has arrived and is no error. */
export interface AnswerStream<Output> extends AnswerHead {
  /** What upstream has counted so far. */
  readonly usage: UsageReading;
  /** How much has come by, for when upstream's count does not come. */
  readonly delivered: DeliveredOutput;
  /** What the last read gave is the end of the answer, or of upstream's part in it. */
  readonly isComplete: boolean;
  /**
   * What has arrived since the last call; null once the answer is whole.
   *
   * @throws GatewayError when upstream sends an error, breaks off, or takes too long.
   */
  read(): Promise<Output | null>;
  /** Gives the stream up and closes the connection to upstream; does nothing once the answer is whole. */
  cancel(): void;
}

export interface ChatStream<Output> extends AnswerStream<Output> {
  droppedParams: string[];
}

export interface MessagesStream extends AnswerStream<Buffer> {
  /** The error with which upstream ended the stream; its event was among the bytes. */
  readonly failure: GatewayError | undefined;
  /** The bytes so far end within an event, which would run into whatever is written next. */
  readonly endsInsideEvent: boolean;
}

/** A way to Claude. All methods throw a GatewayError for every failure. */
export interface Provider {
  /** As in `claude_code_native/claude-sonnet-4-5`. */
  readonly name: string;
  /** Sends a chat completion and resolves with the whole answer. */
  chat(call: ChatCall): Promise<ChatAnswer>;
  /** Sends a chat completion and resolves once the first event of its stream has arrived and is no error. */
  chatStream<Output>(
    call: ChatCall,
    makeTranslator: (reply: ReplyContext) => ChatStreamTranslator<Output>,
  ): Promise<ChatStream<Output>>;
  /** Sends a Messages request, in the caller's bytes, and resolves with the whole answer in upstream's bytes. */
  messages(call: MessagesCall): Promise<MessagesAnswer>;
  /** Sends a Messages request and resolves once the first event of its stream has arrived and is no error. */
  messagesStream(call: MessagesCall): Promise<MessagesStream>;
  /** Asks upstream to count a request's tokens; free of charge. */
  countTokens(call: MessagesCall): Promise<MessagesAnswer>;
}
