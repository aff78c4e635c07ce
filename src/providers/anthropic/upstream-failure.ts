import { GatewayError, UpstreamError, UpstreamTimeoutError } from '../../errors/gateway-error.js';

/** What undici's and the system's error codes mean to a caller. */
const UNREACHABLE = 'upstream_unreachable';
const DISCONNECTED = 'upstream_disconnected';
const MALFORMED = 'upstream_malformed';

const TIMEOUTS: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'Upstream did not accept a connection in time.',
  UND_ERR_HEADERS_TIMEOUT: 'Upstream did not begin to answer in time.',
  UND_ERR_BODY_TIMEOUT: 'Upstream stopped in the middle of its answer.',
  ETIMEDOUT: 'The connection to upstream timed out.',
};

const FAILURES: Record<string, { code: string; message: string }> = {
  ECONNREFUSED: { code: UNREACHABLE, message: 'Upstream refused the connection.' },
  ENOTFOUND: { code: UNREACHABLE, message: "Upstream's host name could not be found." },
  EAI_AGAIN: { code: UNREACHABLE, message: "Upstream's host name could not be looked up." },
  EHOSTUNREACH: { code: UNREACHABLE, message: "Upstream's host cannot be reached." },
  ENETUNREACH: { code: UNREACHABLE, message: "Upstream's network cannot be reached." },
  ECONNRESET: { code: DISCONNECTED, message: 'Upstream broke the connection.' },
  EPIPE: { code: DISCONNECTED, message: 'Upstream closed the connection.' },
  UND_ERR_SOCKET: { code: DISCONNECTED, message: 'Upstream closed the connection.' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: {
    code: DISCONNECTED,
    message: 'Upstream sent less than it announced.',
  },
  UND_ERR_HEADERS_OVERFLOW: { code: MALFORMED, message: 'Upstream sent too many headers.' },
};

/**
 * The error of ours for a failure of the connection to upstream. Errors that are ours already come back unchanged.
 */
export function explainUpstreamFailure(failure: unknown): GatewayError {
  if (failure instanceof GatewayError) return failure;
  const code = errorCode(failure);
  const timeout = TIMEOUTS[code];
  if (timeout !== undefined)
    return new UpstreamTimeoutError({ message: timeout, code: 'upstream_timeout', cause: failure });
  const known = FAILURES[code];
  if (known !== undefined) return new UpstreamError({ ...known, cause: failure });
  if (code.startsWith('HPE_')) {
    return new UpstreamError({
      message: 'Upstream did not answer in HTTP.',
      code: MALFORMED,
      cause: failure,
    });
  }
  return new UpstreamError({
    message: 'The connection to upstream failed.',
    code: DISCONNECTED,
    cause: failure,
  });
}

function errorCode(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return '';
  if ('code' in failure && typeof failure.code === 'string') return failure.code;
  // A connection that failed on every address of a host is an AggregateError of the single failures.
  if ('errors' in failure && Array.isArray(failure.errors)) return errorCode(failure.errors[0]);
  return '';
}
