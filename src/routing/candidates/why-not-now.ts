import { AuthenticationError, type GatewayError, RateLimitError } from '../../errors/gateway-error.js';
import type { Candidate } from './candidate.js';
import type { Demand } from './choose-candidate.js';
import { waitForRoom } from './limits.js';

interface Wait {
  ms: number;
  error(seconds: number): GatewayError;
}

/**
 * Why none of a name's deployments can be called: what upstream itself said to the one that is back first, with the time
 * that is left until then.
 */
export function whyNotNow(candidates: readonly Candidate[], demand: Demand): GatewayError {
  const waits = candidates.flatMap((candidate) => waitOf(candidate, demand) ?? []);
  const first = waits.toSorted((left, right) => left.ms - right.ms)[0];
  if (first !== undefined) return first.error(Math.max(1, Math.ceil(first.ms / 1000)));
  const refusal = candidates.map(({ health }) => health.refusal).find((error) => error !== undefined);
  return refusal ?? missingLogin();
}

/** The 401 for a model that is called with the caller's own login, which did not come along. */
export function missingLogin(): AuthenticationError {
  return new AuthenticationError({
    message:
      'This model is called with your own Claude login: send it as "Authorization: Bearer" and your gateway key in the x-tollgate-api-key header.',
  });
}

/** Undefined: waiting does not help. */
function waitOf(candidate: Candidate, { nowMs, estimatedTokens, hasLogin }: Demand): Wait | undefined {
  const { health, target } = candidate;
  if (health.refusal !== undefined || (target.isNotional && !hasLogin)) return undefined;
  const rest = health.rest(nowMs);
  const error = rest?.error;
  if (rest !== undefined && error !== undefined) {
    return { ms: rest.untilMs - nowMs, error: (seconds) => withWait(error, seconds) };
  }
  return { ms: waitForRoom(candidate, estimatedTokens, nowMs), error: limitsReached };
}

function withWait(error: GatewayError, seconds: number): GatewayError {
  const { message, code, upstream } = error;
  const headers = { ...upstream?.headers, 'retry-after': String(seconds) };
  return new RateLimitError({
    message,
    code,
    retryAfterSeconds: seconds,
    upstream: upstream && { ...upstream, headers },
    cause: error,
  });
}

function limitsReached(seconds: number): GatewayError {
  return new RateLimitError({
    message: `All deployments of this model are at the rpm or tpm that the gateway's operator has set. Try again in ${seconds} s.`,
    code: 'deployment_limits_reached',
    retryAfterSeconds: seconds,
  });
}
