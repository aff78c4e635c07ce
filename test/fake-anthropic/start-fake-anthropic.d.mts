/** Bodies are whatever the client sent: the assertions of a test are what gives them a shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type JsonObject = Record<string, any>;

/** One line of a stream: `type`, and whatever an event of that type has. */
export type FakeEvent = { type: string } & JsonObject;

export interface FakeRequest {
  /** 1 for the first request since the start or the last `reset()`. */
  number: number;
  method: string;
  path: string;
  query: Record<string, string>;
  /** Names in lower case; repeated headers are joined by ", " as Node does it. */
  headers: Record<string, string | undefined>;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  /** The parsed JSON body; undefined when there was none or it was no JSON. */
  body: JsonObject;
  rawBody: Buffer;
  /** Undefined until the headers of the answer were sent. */
  answeredStatus: number | undefined;
  /** Milliseconds since the epoch at which the client left before its answer was complete. */
  closedByClientAt: number | undefined;
  /** The whole answer was handed to the socket, as planned and without a planned fault. */
  completed: boolean;
  /** The exchange is over, whoever ended it. */
  closed: boolean;
}

export interface FakeError {
  type: string;
  message: string;
}

export type FakeRoute = 'messages' | 'count_tokens' | 'models' | 'model';

export type FixtureName =
  | 'text'
  | 'empty'
  | 'tool-use'
  | 'tool-without-arguments'
  | 'parallel-tools'
  | 'text-and-tool'
  | 'thinking'
  | 'thinking-and-tool'
  | 'redacted-thinking'
  | 'web-search'
  | 'mcp'
  | 'code-execution'
  | 'refusal'
  | 'json-by-tool'
  | 'max-tokens'
  | 'tool-cut-by-max-tokens'
  | 'stop-sequence'
  | 'pause-turn'
  | 'context-window-exceeded'
  | 'unicode'
  | 'escaped-unicode'
  | 'long-text'
  | 'padded'
  | 'pings'
  | 'cache-usage'
  | 'delta-input-tokens';

/** What an answer says: at most one of these; with none of them the answer is made from the request. */
export interface AnswerContent {
  fixture?: FixtureName;
  /** For `long-text`: how many text deltas. 200 when left out. */
  chunks?: number;
  events?: FakeEvent[];
  /** Absolute path of a recorded stream: one event's JSON a line. */
  chunksFile?: string;
  /** A whole message, streamed when the request asks for a stream. */
  message?: JsonObject;
  /** Sent as it is; an object is sent as JSON. */
  body?: string | Buffer | JsonObject;
  /** 400 and above without a `body` get the real API's error envelope. */
  status?: number;
  /** Error of that envelope, where the status's own type and text do not fit. */
  error?: Partial<FakeError>;
}

/** How an answer misbehaves. All times are milliseconds, all sizes bytes of the body as it is on the wire. */
export interface Misbehaviour {
  /** Added to, and winning over, the usual response headers; null leaves one out. */
  headers?: Record<string, string | null>;
  contentType?: string;
  /** Compresses the body as one whole. */
  contentEncoding?: 'gzip';
  /** Answers 307 (or `status`) with this location. */
  redirectTo?: string;
  retryAfter?: string | number;
  /** `{ 'requests-remaining': '0' }` sends `anthropic-ratelimit-requests-remaining: 0`; false sends none at all. */
  rateLimits?: Record<string, string> | false;

  delayHeadersMs?: number;
  delayFirstEventMs?: number;
  /** Between two events. */
  gapMs?: number;
  slowBytes?: { size: number; everyMs: number };
  /** Writes the body in pieces of this many bytes, each a TCP write of its own. */
  cutSizes?: number;
  /** Cuts the body at these offsets, each piece a TCP write of its own. */
  cutAt?: number[];

  /** Takes the request and never answers. */
  stallBeforeHeaders?: boolean;
  stallAfterEvents?: number;
  stallAfterBytes?: number;
  resetBeforeHeaders?: boolean;
  resetAfterEvents?: number;
  /** A TCP reset in the middle of the body. */
  resetAfterBytes?: number;
  /** The body ends properly as HTTP has it, but too early, and the connection closes. */
  endAfterEvents?: number;
  endAfterBytes?: number;
  /** The connection closes before the body is whole: short of its content-length, or without its last chunk. */
  truncateAfterBytes?: number;

  lineEnding?: '\n' | '\r\n' | '\r';
  /** Spaces before the closing brace of each event's JSON, as the real API pads them. */
  padding?: boolean;
  /** Writes every character outside ASCII as \uXXXX. */
  escapeNonAscii?: boolean;
  /** The stream ends in an error event after this many events. A number means `overloaded_error`. */
  errorEventAfter?: number | ({ events: number } & Partial<FakeError>);
  firstEventIsError?: boolean | Partial<FakeError>;
  duplicateMessageStart?: boolean;
  omitMessageStop?: boolean;
  /** One more text delta (or ping) with this many bytes of text. */
  hugeEvent?: number;
  /** One event whose JSON breaks off in the middle. */
  invalidJsonEvent?: boolean;
  /** One event whose text holds the first two bytes of a four-byte character. */
  truncatedUtf8?: boolean;
  /** Text deltas without end. */
  neverEnding?: boolean;
}

export interface AnswerSpec extends AnswerContent, Misbehaviour {
  /** How many requests it answers. 1 when left out. */
  times?: number;
  /** Which route it answers. `messages` when left out. */
  route?: FakeRoute;
}

export type AnswerSource = AnswerSpec | ((request: FakeRequest) => AnswerSpec);

export interface FakeAnthropicOptions {
  /** 0, or left out, takes a free one. */
  port?: number;
  /** Accepted API keys. With neither list any credential is accepted; with one of them only what it names. */
  apiKeys?: string[];
  oauthTokens?: string[];
  /** Takes an API key as a bearer token too, which is how the official client sends it. False when left out. */
  allowBearerKeys?: boolean;
  /** How many requests are kept in `requests`. 1000 when left out. */
  keepRequests?: number;
}

export interface FakeAnthropic {
  readonly origin: string;
  readonly port: number;
  /** The last requests whose body has been read, oldest first. */
  readonly requests: readonly FakeRequest[];
  /** Queues an answer for the next valid request; an invalid one is refused and takes nothing from the queue. */
  nextAnswer(spec: AnswerSource, options?: Pick<AnswerSpec, 'times' | 'route'>): void;
  /** Sets what a route answers when nothing is queued for it. */
  answerAll(spec: AnswerSource, options?: Pick<AnswerSpec, 'route'>): void;
  /** Forgets requests, queued answers and defaults. Requests in flight go on. */
  reset(): void;
  /** Requests whose headers have arrived and whose exchange is not over. */
  openRequests(): number;
  /** Resolves with the nth request since the last reset; rejects after `timeoutMs` (5000). */
  waitForRequest(number?: number, timeoutMs?: number): Promise<FakeRequest>;
  /** Resolves when the exchange is over, whoever ended it; rejects after `timeoutMs` (5000). */
  waitForClosed(request: FakeRequest, timeoutMs?: number): Promise<FakeRequest>;
  /** Resolves when exactly this many requests are in flight; rejects after `timeoutMs` (5000). */
  waitForOpenRequests(count: number, timeoutMs?: number): Promise<void>;
  /** Closes every connection and frees the port. */
  close(): Promise<void>;
}

/** Starts a strict imitation of the Anthropic API on 127.0.0.1. */
export function startFakeAnthropic(options?: FakeAnthropicOptions): Promise<FakeAnthropic>;
