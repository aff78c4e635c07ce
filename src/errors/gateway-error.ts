/**
 * One class per meaning. The doors turn these into the two wire envelopes (OpenAI's and Anthropic's); nothing
 * below the doors knows about envelopes. Messages say what was wrong, where, and how to fix it, and never carry a
 * credential or prompt text.
 */
export interface GatewayErrorDetails {
  message: string;
  /** Path of the caller's parameter that is at fault, such as `messages[2].content[0].image_url.url`. */
  param?: string;
  /** Overrides the class's machine-readable code. */
  code?: string;
  /** Seconds after which the caller may try again; becomes the `retry-after` header. */
  retryAfterSeconds?: number;
  /** Upstream's own answer, where the error is one: the Anthropic routes give it back as it was. */
  upstream?: UpstreamAnswer;
  cause?: unknown;
}

/** An answer of upstream whose status is not 2xx. */
export interface UpstreamAnswer {
  status: number;
  /** The headers that may go down to the caller. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export abstract class GatewayError extends Error {
  /** HTTP status of the answer. */
  abstract readonly status: number;
  /** `error.type` on the OpenAI routes. */
  abstract readonly type: string;
  /** `error.type` on the Anthropic routes. */
  abstract readonly anthropicType: string;
  readonly param: string | undefined;
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly upstream: UpstreamAnswer | undefined;

  constructor(details: GatewayErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.param = details.param;
    this.code = details.code;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.upstream = details.upstream;
  }
}

/** The caller's request cannot be honoured as it is written. 400. */
export class InvalidRequestError extends GatewayError {
  readonly status = 400;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'invalid_request_error';
}

/** No credential, one that is not known here, or two that differ. 401. */
export class AuthenticationError extends GatewayError {
  readonly status = 401;
  readonly type = 'authentication_error';
  readonly anthropicType = 'authentication_error';
}

/** The credential is known and may not do this. 403. */
export class PermissionDeniedError extends GatewayError {
  readonly status = 403;
  readonly type = 'permission_error';
  readonly anthropicType = 'permission_error';
}

/** The route or the object does not exist. 404. */
export class NotFoundError extends GatewayError {
  readonly status: number = 404;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'not_found_error';
}

/** No deployment serves the model that the caller asked for. 404. */
export class ModelNotFoundError extends NotFoundError {
  constructor(details: GatewayErrorDetails) {
    super({ code: 'model_not_found', param: 'model', ...details });
  }
}

/** The route exists, but not with this HTTP method. 405. */
export class MethodNotAllowedError extends GatewayError {
  readonly status = 405;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'invalid_request_error';
}

/** The caller sent its request too slowly. 408. */
export class RequestTimeoutError extends GatewayError {
  readonly status = 408;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'timeout_error';
}

/** The object is not, or no longer, in the state that the request takes it to be in. 409. */
export class ConflictError extends GatewayError {
  readonly status = 409;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'invalid_request_error';
}

/** The body is larger than the gateway or upstream takes. 413. */
export class RequestTooLargeError extends GatewayError {
  readonly status = 413;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'request_too_large';
}

/** The body is not of a type that the route reads. 415. */
export class UnsupportedMediaTypeError extends GatewayError {
  readonly status = 415;
  readonly type = 'invalid_request_error';
  readonly anthropicType = 'invalid_request_error';
}

/** A rate limit: upstream's, or one of the caller's key, user or team. 429. */
export class RateLimitError extends GatewayError {
  readonly status = 429;
  readonly type = 'rate_limit_error';
  readonly anthropicType = 'rate_limit_error';
}

/** A budget of the caller's key, user or team does not cover the call. 429, which waiting alone does not cure. */
export class BudgetExceededError extends GatewayError {
  readonly status = 429;
  readonly type = 'insufficient_quota';
  readonly anthropicType = 'rate_limit_error';

  constructor(details: GatewayErrorDetails) {
    super({ code: 'budget_exceeded', ...details });
  }
}

/** Upstream, or the way to it, failed. 502 unless said otherwise. */
export class UpstreamError extends GatewayError {
  readonly status: number = 502;
  readonly type: string = 'upstream_error';
  readonly anthropicType: string = 'api_error';
}

/** Upstream refused the gateway's own credential; the caller's key is fine. 502. */
export class UpstreamCredentialError extends UpstreamError {
  override readonly type = 'upstream_credential_rejected';

  constructor(details: GatewayErrorDetails) {
    super({ code: 'upstream_credential_rejected', ...details });
  }
}

/** Upstream is overloaded. 503 with `retry-after`. */
export class UpstreamOverloadedError extends UpstreamError {
  override readonly status = 503;
  override readonly type = 'overloaded_error';
  override readonly anthropicType = 'overloaded_error';
}

/** Upstream did not answer in time. 504. */
export class UpstreamTimeoutError extends UpstreamError {
  override readonly status = 504;
  override readonly type = 'timeout_error';
  override readonly anthropicType = 'timeout_error';
}

/** The gateway lacks something that it needs to serve this call, such as a credential. 503. */
export class NotConfiguredError extends GatewayError {
  readonly status = 503;
  readonly type = 'not_configured';
  readonly anthropicType = 'api_error';
}

/** The gateway cannot do this at the moment: its database or its disk is away. 503. */
export class ServiceUnavailableError extends GatewayError {
  readonly status = 503;
  readonly type = 'service_unavailable';
  readonly anthropicType = 'api_error';
}

/** The caller left before the answer was complete. Never answered: there is nobody to read it. */
export class CallerLeftError extends GatewayError {
  readonly status = 499;
  readonly type = 'caller_left';
  readonly anthropicType = 'api_error';
}

/** A fault of the gateway itself. 500; the message tells the caller nothing but that. */
export class InternalError extends GatewayError {
  readonly status = 500;
  readonly type = 'internal_error';
  readonly anthropicType = 'api_error';
}
