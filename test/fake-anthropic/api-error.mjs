// @ts-check

/** @type {Record<number, { type: string, message: string }>} */
const ERROR_OF_STATUS = {
  400: { type: 'invalid_request_error', message: 'Bad request' },
  401: { type: 'authentication_error', message: 'invalid x-api-key' },
  402: { type: 'billing_error', message: 'Your credit balance is too low to access the Anthropic API.' },
  403: { type: 'permission_error', message: 'Your API key does not have permission to use this resource.' },
  404: { type: 'not_found_error', message: 'Not found' },
  405: { type: 'invalid_request_error', message: 'Method Not Allowed' },
  413: { type: 'request_too_large', message: 'Request exceeds the maximum size' },
  429: {
    type: 'rate_limit_error',
    message: 'This request would exceed your rate limit. Please try again later.',
  },
  500: { type: 'api_error', message: 'Internal server error' },
  504: { type: 'timeout_error', message: 'Request timed out' },
  529: { type: 'overloaded_error', message: 'Overloaded' },
};

const UNLISTED_ERROR = { type: 'api_error', message: 'Internal server error' };

/** A refusal by the API: an HTTP status, and the `error` of its envelope. */
export class ApiError extends Error {
  /** @param {number} status @param {string} [message] @param {string} [type] */
  constructor(status, message, type) {
    const usual = ERROR_OF_STATUS[status] ?? UNLISTED_ERROR;
    super(message ?? usual.message);
    this.status = status;
    this.type = type ?? usual.type;
  }
}

/** @param {string} message */
export function invalidRequest(message) {
  return new ApiError(400, message);
}

/** The real API's envelope. @param {ApiError} error @param {string} requestId */
export function errorEnvelope(error, requestId) {
  return { type: 'error', error: { type: error.type, message: error.message }, request_id: requestId };
}
