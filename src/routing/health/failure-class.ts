import {
  CallerLeftError,
  type GatewayError,
  InvalidRequestError,
  ModelNotFoundError,
  RateLimitError,
  RequestTooLargeError,
  UpstreamCredentialError,
  UpstreamError,
  UpstreamOverloadedError,
} from '../../errors/gateway-error.js';

/** What a failed attempt says of its deployment. */
export type FailureClass =
  /** Upstream has had enough of this account for now. */
  | 'rate_limited'
  | 'overloaded'
  /** It broke off, made no sense, took too long, or could not be reached. */
  | 'failed'
  /** Upstream refuses the deployment's credential, or the account behind it cannot pay. */
  | 'credential'
  /** It does not have the model, or does not let this account have it: another may. */
  | 'not_served'
  /** The request's own fault, or the gateway's: another deployment would answer the same. */
  | 'caller'
  /** The caller left. */
  | 'gone';

/**
 * What a failure says of the deployment that it came from. A caller's request can earn a 400, a 403 or a 404, so none of
 * these says anything against a deployment, unless in words of upstream that no request can put into its mouth.
 */
export function classifyFailure(error: GatewayError, isCallersLogin: boolean): FailureClass {
  if (error instanceof CallerLeftError) return 'gone';
  const status = error.upstream?.status;
  if (isCallersLogin && (status === 401 || status === 403 || status === 429)) return 'caller';
  if (error instanceof RateLimitError) return status === undefined ? 'caller' : 'rate_limited';
  if (error instanceof UpstreamCredentialError) return isRefusedForGood(error) ? 'credential' : 'not_served';
  if (error instanceof UpstreamOverloadedError) return 'overloaded';
  if (error instanceof UpstreamError) return 'failed';
  if (error instanceof ModelNotFoundError && status !== undefined) return 'not_served';
  return error instanceof InvalidRequestError && saysCreditIsUsedUp(error) ? 'credential' : 'caller';
}

/** The prompt is longer than the model takes: a model that takes more may answer it. */
export function isTooLong(error: GatewayError): boolean {
  if (error.upstream === undefined) return false;
  return error instanceof RequestTooLargeError || error.code === 'context_length_exceeded';
}

/** A 403 may be about what the request asked for; only in these words is it about the account. */
const ACCOUNT_IS_CLOSED =
  /^(this|your) organization has been disabled|^oauth (access )?token (has been|was|is) (revoked|disabled)|^oauth authentication is currently not (allowed|supported) for this organization/i;

function isRefusedForGood({ upstream }: GatewayError): boolean {
  if (upstream?.status !== 403) return true;
  return ACCOUNT_IS_CLOSED.test(wordsOf(upstream.body));
}

/**
 * Anthropic says this with a 400, the status of a caller's mistakes, whose messages may repeat what the caller wrote: those
 * have a colon or a quotation mark in them.
 */
const CREDIT_IS_USED_UP = /^Your credit balance is too low to access the (Anthropic|Claude) API\.[^:"'`]*$/;

function saysCreditIsUsedUp({ upstream }: GatewayError): boolean {
  return upstream !== undefined && CREDIT_IS_USED_UP.test(wordsOf(upstream.body));
}

/** The message in upstream's own words; empty when there is none. */
function wordsOf(body: Uint8Array): string {
  try {
    const answer = JSON.parse(new TextDecoder().decode(body)) as { error?: { message?: unknown } } | null;
    const message = answer?.error?.message;
    return typeof message === 'string' ? message.trim() : '';
  } catch {
    return '';
  }
}
