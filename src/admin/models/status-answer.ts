import type { DeploymentStatus, Standing } from '../../routing/deployments/deployment-status.js';
import type { UpstreamLimit } from '../../routing/health/upstream-limits.js';
import { timeOrNull } from '../http/settings-answer.js';

/** One of upstream's own limits, as its last answer told of it. */
interface UpstreamLimitAnswer {
  name: string;
  limit: number | null;
  remaining: number | null;
  resets_at: string | null;
  status: string | null;
  /** From 0 to 1. */
  utilization: number | null;
}

/** How a deployment is with one model, or as a whole. Counts are of the last minute. */
interface StandingAnswer {
  health: Standing['health'];
  /** Why it gets no calls, or few. */
  reason: string | null;
  /** When its cool-down ends. */
  until: string | null;
  error: { type: string; code: string | null; message: string } | null;
  in_flight: number;
  requests_last_minute: number;
  tokens_last_minute: number;
  successes_last_minute: number;
  failures_last_minute: number;
  time_to_first_token_ms: number | null;
  /** Of answers that are not streamed. */
  duration_ms: number | null;
  /** Under its own rpm and tpm. */
  requests_left: number | null;
  tokens_left: number | null;
  upstream_limits: UpstreamLimitAnswer[];
}

/** How a deployment is; one behind a wildcard also with each model that it was called for lately. */
export interface StatusAnswer extends StandingAnswer {
  models: ({ model: string } & StandingAnswer)[];
}

/** A deployment's status as the admin API shows it. */
export function statusAnswer(status: DeploymentStatus, isWildcard: boolean): StatusAnswer {
  const models = isWildcard ? status.models : [];
  return {
    ...standingAnswer(status),
    models: models.map((standing) => ({ model: standing.model, ...standingAnswer(standing) })),
  };
}

function standingAnswer(standing: Standing): StandingAnswer {
  const { health, reason, error, inFlight, requests, tokens, successes, failures } = standing;
  return {
    health,
    reason: reason ?? null,
    until: instantOrNull(standing.untilMs),
    error: error === undefined ? null : { ...error, code: error.code ?? null },
    in_flight: inFlight,
    requests_last_minute: requests,
    tokens_last_minute: tokens,
    successes_last_minute: successes,
    failures_last_minute: failures,
    time_to_first_token_ms: roundedOrNull(standing.timeToFirstTokenMs),
    duration_ms: roundedOrNull(standing.durationMs),
    requests_left: standing.requestsLeft ?? null,
    tokens_left: standing.tokensLeft ?? null,
    upstream_limits: standing.upstreamLimits.map(upstreamLimitAnswer),
  };
}

function upstreamLimitAnswer(upstream: UpstreamLimit): UpstreamLimitAnswer {
  const { name, limit = null, remaining = null, resetMs, status = null, utilization = null } = upstream;
  return { name, limit, remaining, resets_at: instantOrNull(resetMs), status, utilization };
}

/** Null also for what upstream says and no calendar has. */
function instantOrNull(epochMs: number | undefined): string | null {
  const time = new Date(epochMs ?? Number.NaN);
  return timeOrNull(Number.isNaN(time.getTime()) ? null : time);
}

function roundedOrNull(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms);
}
