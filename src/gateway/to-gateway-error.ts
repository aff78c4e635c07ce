import {
  GatewayError,
  InternalError,
  InvalidRequestError,
  MethodNotAllowedError,
  NotFoundError,
} from '../errors/gateway-error.js';

const POST_ONLY = /^\/(?:v1\/)?(?:chat\/completions|messages|messages\/count_tokens)\/?$/;

/** What the doors answer to whatever was thrown: an error of ours as it is, the framework's as what it means. */
export function toGatewayError(thrown: unknown, method: string, url: string): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const status = typeof thrown === 'object' && thrown !== null ? statusOf(thrown) : 500;
  if (status === 404) return noRoute(method, url);
  if (status >= 400 && status < 500) {
    return new InvalidRequestError({
      message: thrown instanceof Error ? thrown.message : 'The request is not valid.',
    });
  }
  return new InternalError({
    message: 'The gateway failed. Its log has the reason under this request id.',
    cause: thrown,
  });
}

function noRoute(method: string, url: string): GatewayError {
  const path = url.split('?', 1)[0] ?? '';
  if (POST_ONLY.test(path))
    return new MethodNotAllowedError({ message: `${path} takes POST, not ${method}.` });
  return new NotFoundError({ message: `There is no route ${method} ${path.slice(0, 200)}.` });
}

/** Nest's exceptions and Fastify's errors both know their status, each under a name of its own. */
function statusOf(thrown: { status?: unknown; statusCode?: unknown }): number {
  const { status, statusCode } = thrown;
  return Number(status ?? statusCode ?? 500);
}
