import type { GatewayError, GatewayErrorDetails, UpstreamAnswer } from '../../../errors/gateway-error.js';
import {
  AuthenticationError,
  InvalidRequestError,
  ModelNotFoundError,
  PermissionDeniedError,
  RateLimitError,
  RequestTooLargeError,
  UpstreamCredentialError,
  UpstreamError,
  UpstreamOverloadedError,
  UpstreamTimeoutError,
} from '../../../errors/gateway-error.js';
import { isJsonObject } from './untrusted-json.js';

interface UpstreamFailure {
  status: number;
  body: Uint8Array | string;
  /** The `retry-after` header as it came: seconds, or an HTTP date. */
  retryAfter?: string;
  /** The present in milliseconds since the epoch; without it a `retry-after` date is ignored. */
  nowMs?: number;
  /** Upstream was called with the caller's own credential: what it says about that is for the caller. */
  isCallersLogin?: boolean;
  /** The answer itself, for the doors that give it back unchanged. */
  upstream?: UpstreamAnswer;
}

interface ErrorText {
  type: string;
  message: string;
}

const NO_ERROR_TEXT: ErrorText = { type: '', message: '' };

type ErrorMaker = (details: GatewayErrorDetails) => GatewayError;

const MOST_BODY_BYTES = 65_536;
const MOST_MESSAGE_LENGTH = 2_000;
const MOST_RETRY_AFTER_SECONDS = 3_600;
const OVERLOADED_RETRY_AFTER_SECONDS = 5;

const MAKERS_BY_TYPE: ReadonlyMap<string, ErrorMaker> = new Map<string, ErrorMaker>([
  ['invalid_request_error', makeInvalidRequest],
  ['authentication_error', makeCredentialError],
  ['billing_error', makeCredentialError],
  ['permission_error', makeCredentialError],
  ['not_found_error', (details) => new ModelNotFoundError(details)],
  ['request_too_large', (details) => new RequestTooLargeError(details)],
  ['rate_limit_error', (details) => new RateLimitError({ code: 'rate_limit_exceeded', ...details })],
  ['api_error', makeUpstreamError],
  ['timeout_error', (details) => new UpstreamTimeoutError(details)],
  ['overloaded_error', makeOverloaded],
]);

const MAKERS_FOR_CALLERS_LOGIN: typeof MAKERS_BY_TYPE = new Map([
  ...MAKERS_BY_TYPE,
  ['authentication_error', (details) => new AuthenticationError(aboutLogin(details))],
  ['billing_error', (details) => new PermissionDeniedError(aboutLogin(details))],
  ['permission_error', (details) => new PermissionDeniedError(aboutLogin(details))],
]);

const TYPES_BY_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
]);

/**
 * What an answer of upstream with an error status means to the caller. The body may be anything: JSON, HTML, cut off or
 * empty. Upstream's words are kept, but for what looks like a credential.
 */
export function translateUpstreamError(failure: UpstreamFailure): GatewayError {
  const { status } = failure;
  const text = readErrorBody(failure.body);
  const retryAfterSeconds = readRetryAfter(failure.retryAfter, failure.nowMs);
  const message = text.message || `Upstream answered with status ${status} and no readable message.`;
  if (status >= 300 && status < 400) return makeRedirectError(status);
  const makers = failure.isCallersLogin === true ? MAKERS_FOR_CALLERS_LOGIN : MAKERS_BY_TYPE;
  return makerOf(status, text.type, makers)({ message, retryAfterSeconds, upstream: failure.upstream });
}

/** What an `error` event of a stream means to the caller: the same table, by the error's type. */
export function translateErrorEvent(event: unknown): GatewayError {
  const { type, message } = readErrorObject(event) ?? NO_ERROR_TEXT;
  const makeError = MAKERS_BY_TYPE.get(type) ?? makeUpstreamError;
  return makeError({
    message: message || 'Upstream ended the stream with an error and no message.',
    upstream: answerOf(event, type),
  });
}

/**
 * A `retry-after` header in whole seconds from 0 to 3600; undefined when it is absent or unreadable. An HTTP date needs
 * the present in milliseconds since the epoch.
 */
export function readRetryAfter(retryAfter: string | undefined, nowMs?: number): number | undefined {
  const text = retryAfter?.trim() ?? '';
  const seconds = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : secondsUntil(text, nowMs);
  if (seconds === undefined) return undefined;
  return Math.min(Math.max(Math.ceil(seconds), 0), MOST_RETRY_AFTER_SECONDS);
}

/** The answer that upstream would have given had the error come before its status. */
function answerOf(event: unknown, type: string): UpstreamAnswer {
  const status = [...TYPES_BY_STATUS].find(([, known]) => known === type)?.[0] ?? 500;
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: Buffer.from(JSON.stringify(event)) };
}

function secondsUntil(httpDate: string, nowMs: number | undefined): number | undefined {
  const dateMs = httpDate.endsWith('GMT') ? Date.parse(httpDate) : NaN;
  return nowMs === undefined || Number.isNaN(dateMs) ? undefined : (dateMs - nowMs) / 1_000;
}

/** A 5xx may come from a proxy in between, so there a type that Anthropic names says more than the status. */
function makerOf(status: number, type: string, makers: typeof MAKERS_BY_TYPE): ErrorMaker {
  const statusMaker = makers.get(TYPES_BY_STATUS.get(status) ?? '');
  if (status >= 400 && status < 500) return statusMaker ?? makeInvalidRequest;
  return makers.get(type) ?? statusMaker ?? makeUpstreamError;
}

function makeUpstreamError(details: GatewayErrorDetails): GatewayError {
  return new UpstreamError(details);
}

function makeInvalidRequest(details: GatewayErrorDetails): GatewayError {
  const code = saysContextLengthExceeded(details.message) ? 'context_length_exceeded' : undefined;
  return new InvalidRequestError({ ...details, code });
}

function makeCredentialError(details: GatewayErrorDetails): GatewayError {
  // Where Claude Code reads of x-api-key, whatever the status, it tells its user to log in.
  const words = details.message.replace(/x-api-key/gi, 'API key');
  return new UpstreamCredentialError({
    ...details,
    message: `Upstream refused the gateway's own credential (${words}). Your key is fine; whoever runs the gateway has to check the deployment's api_key.`,
  });
}

function aboutLogin(details: GatewayErrorDetails): GatewayErrorDetails {
  return {
    ...details,
    code: 'callers_login_rejected',
    message: `Upstream refused your own Claude login, which you sent as "Authorization: Bearer" (${details.message}). Your gateway key is fine.`,
  };
}

function makeOverloaded(details: GatewayErrorDetails): GatewayError {
  const { retryAfterSeconds = OVERLOADED_RETRY_AFTER_SECONDS } = details;
  return new UpstreamOverloadedError({ ...details, retryAfterSeconds });
}

function makeRedirectError(status: number): GatewayError {
  return new UpstreamError({
    message: `Upstream answered with a redirect (status ${status}). Redirects are not followed; set the deployment's api_base to the origin that answers itself.`,
  });
}

const CONTEXT_LENGTH_WORDINGS =
  /prompt is too long|exceeds? (the )?(model'?s? )?(maximum )?context (limit|window|length)|context window exceeded/i;

function saysContextLengthExceeded(message: string): boolean {
  return CONTEXT_LENGTH_WORDINGS.test(message);
}

function readErrorBody(body: Uint8Array | string): ErrorText {
  const text = decodeStart(body);
  return readErrorObject(parseJson(text)) ?? { ...NO_ERROR_TEXT, message: clean(readableText(text)) };
}

/** What is worth showing of a body that is no JSON: nothing of cut-off JSON or of binary. */
function readableText(text: string): string {
  if (/^\s*[{[]/.test(text) || text.includes('\0') || text.includes('\ufffd')) return '';
  return /^\s*</.test(text) ? titleOf(text) : text;
}

function decodeStart(body: Uint8Array | string): string {
  if (typeof body === 'string') return body.slice(0, MOST_BODY_BYTES);
  return new TextDecoder().decode(body.subarray(0, MOST_BODY_BYTES));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Anthropic's `{error: {type, message}}`, and the `{error: "…"}` and `{message: "…"}` of proxies. */
function readErrorObject(body: unknown): ErrorText | undefined {
  if (!isJsonObject(body)) return undefined;
  const error = isJsonObject(body.error) ? body.error : { message: body.error ?? body.message };
  return {
    type: typeof error.type === 'string' ? error.type : '',
    message: typeof error.message === 'string' ? clean(error.message) : '',
  };
}

function titleOf(html: string): string {
  return /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '';
}

const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+[^\s"',;]+/gi, 'Bearer [redacted]'],
  [/\bsk-[\w-]{6,}/g, '[redacted]'],
  [/\b(x-api-key["']?\s*[:=]\s*["']?)[^\s"',;]+/gi, '$1[redacted]'],
];

function clean(text: string): string {
  const redacted = CREDENTIALS.reduce((kept, [pattern, mark]) => kept.replace(pattern, mark), text);
  return redacted.replace(/\s+/g, ' ').trim().slice(0, MOST_MESSAGE_LENGTH);
}
