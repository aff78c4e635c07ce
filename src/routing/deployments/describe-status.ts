import type { DeploymentConfig } from '../../config/gateway-config.js';
import type { ModelState } from '../candidates/candidate-store.js';
import type { HealthState } from '../health/candidate-health.js';
import type { DeploymentStatus, ModelStanding, Standing } from './deployment-status.js';
import type { Circumstances } from '../routing-context.js';
import { readUpstreamLimits } from '../health/upstream-limits.js';

const FROM_THE_WORST: readonly HealthState[] = ['parked', 'cooling_down', 'probing', 'available'];

type Count = 'inFlight' | 'requests' | 'tokens' | 'successes' | 'failures';

const IDLE: Standing = {
  health: 'available',
  reason: undefined,
  untilMs: undefined,
  error: undefined,
  ...{ inFlight: 0, requests: 0, tokens: 0, successes: 0, failures: 0 },
  ...{ timeToFirstTokenMs: undefined, durationMs: undefined },
  ...{ requestsLeft: undefined, tokensLeft: undefined },
  upstreamLimits: [],
};

/** How a deployment is, as a whole and with each of its models. */
export function describeStatus(
  deployment: DeploymentConfig,
  states: readonly ModelState[],
  times: Pick<Circumstances, 'nowMs' | 'epochMs'>,
): DeploymentStatus {
  const models = states
    .map((state) => standingOf(deployment, state, times))
    .toSorted((left, right) => FROM_THE_WORST.indexOf(left.health) - FROM_THE_WORST.indexOf(right.health));
  const { rpm: requestsLeft, tpm: tokensLeft } = deployment;
  const { model: _, ...first } = models[0] ?? { model: '', ...IDLE, requestsLeft, tokensLeft };
  const sumOf = (count: Count): number => models.reduce((sum, standing) => sum + standing[count], 0);
  return {
    ...first,
    id: deployment.id,
    inFlight: sumOf('inFlight'),
    requests: sumOf('requests'),
    tokens: sumOf('tokens'),
    successes: sumOf('successes'),
    failures: sumOf('failures'),
    models,
  };
}

function standingOf(
  { rpm, tpm }: DeploymentConfig,
  { upstreamModel, figures, health }: ModelState,
  times: Pick<Circumstances, 'nowMs' | 'epochMs'>,
): ModelStanding {
  const nowMs = times.nowMs();
  const rest = health.rest(nowMs);
  const error = health.refusal ?? rest?.error;
  const requests = Math.round(figures.requests.at(nowMs));
  const usedTokens = Math.round(figures.usedTokens(nowMs));
  return {
    model: upstreamModel,
    health: health.stateAt(nowMs),
    reason: health.refusal === undefined ? rest?.reason : 'credential',
    untilMs:
      health.refusal === undefined ? rest && Math.round(times.epochMs() + rest.untilMs - nowMs) : undefined,
    error: error && { type: error.type, code: error.code, message: error.message },
    inFlight: figures.inFlight,
    requests,
    tokens: Math.round(figures.tokens.at(nowMs)),
    successes: Math.round(figures.successes.at(nowMs)),
    failures: Math.round(figures.failures.at(nowMs)),
    timeToFirstTokenMs: figures.timeToFirstTokenMs,
    durationMs: figures.durationMs,
    requestsLeft: rpm && Math.max(0, rpm - requests),
    tokensLeft: tpm && Math.max(0, tpm - usedTokens),
    upstreamLimits: readUpstreamLimits(figures.upstreamHeaders),
  };
}
