import type { DeploymentConfig } from '../config/gateway-config.js';
import type { MetricRow, Sample } from '../observability/metrics/metric-row.js';
import type { DeploymentStatus } from '../routing/deployments/deployment-status.js';
import type { UpstreamLimit } from '../routing/health/upstream-limits.js';

type Labels = Sample[0];
type Read = (status: DeploymentStatus, labels: Labels) => readonly Sample[];

/** What routing knows of the deployments that serve. */
export interface Deployments {
  deployments: () => readonly DeploymentConfig[];
  status: () => readonly DeploymentStatus[];
}

const STATES = ['available', 'cooling_down', 'probing', 'parked'] as const;
/** Upstream names its limits itself. */
const LIMIT_NAME = /^[a-z0-9_-]{1,40}$/;
const MOST_LIMITS = 30;

/** The metrics of deployments: how they are, what they do, and what they may still do. */
export function deploymentRows(routing: Deployments): MetricRow[] {
  const gauge = (name: string, help: string, read: Read): MetricRow => ({
    ...{ kind: 'gauge', name, help },
    read: () => samplesOf(routing, read),
  });
  const limitGauge = (
    name: string,
    help: string,
    valueOf: (limit: UpstreamLimit) => number | undefined,
  ): MetricRow => gauge(name, help, (status, labels) => limitSamples(status, labels, valueOf));
  return [
    gauge(
      'tollgate_deployment_state',
      '1 for the state that a deployment is in: available, cooling_down, probing or parked.',
      ({ health }, labels) => STATES.map((state) => [{ ...labels, state }, Number(state === health)]),
    ),
    gauge(
      'tollgate_deployment_cooldown_seconds',
      'How long a deployment’s cool-down still lasts; 0 when there is none.',
      ({ untilMs }, labels) => [[labels, untilMs === undefined ? 0 : secondsUntil(untilMs)]],
    ),
    gauge('tollgate_deployment_in_flight', 'Attempts under way at a deployment.', ({ inFlight }, labels) => [
      [labels, inFlight],
    ]),
    gauge(
      'tollgate_deployment_limit_remaining',
      'Requests and tokens left this minute under a deployment’s own rpm and tpm.',
      ({ requestsLeft, tokensLeft }, labels) => [
        ...sampleOf({ ...labels, limit: 'rpm' }, requestsLeft),
        ...sampleOf({ ...labels, limit: 'tpm' }, tokensLeft),
      ],
    ),
    limitGauge(
      'tollgate_upstream_limit_remaining',
      'What upstream said last is left of a limit of its own.',
      ({ remaining }) => remaining,
    ),
    limitGauge(
      'tollgate_upstream_limit',
      'What upstream said last of how much a limit of its own allows.',
      ({ limit }) => limit,
    ),
    limitGauge(
      'tollgate_upstream_limit_utilization_ratio',
      'How much of a plan’s limit is used, from 0 to 1, as upstream said last.',
      ({ utilization }) => utilization,
    ),
    limitGauge(
      'tollgate_upstream_limit_reset_timestamp_seconds',
      'When a limit of upstream is renewed, in seconds since 1970.',
      ({ resetMs }) => resetMs && resetMs / 1000,
    ),
  ];
}

function samplesOf(routing: Deployments, read: Read): Sample[] {
  const configs = new Map(routing.deployments().map((deployment) => [deployment.id, deployment]));
  return routing.status().flatMap((status) => {
    const deployment = configs.get(status.id);
    return deployment === undefined ? [] : read(status, labelsOf(deployment));
  });
}

function labelsOf({ id, modelName, provider }: DeploymentConfig): Labels {
  return { model: modelName, provider, deployment: id };
}

function limitSamples(
  { upstreamLimits }: DeploymentStatus,
  labels: Labels,
  valueOf: (limit: UpstreamLimit) => number | undefined,
): Sample[] {
  return upstreamLimits
    .filter(({ name }) => LIMIT_NAME.test(name))
    .slice(0, MOST_LIMITS)
    .flatMap((limit) => sampleOf({ ...labels, limit: limit.name }, valueOf(limit)));
}

function sampleOf(labels: Labels, value: number | undefined): Sample[] {
  return value === undefined ? [] : [[labels, value]];
}

function secondsUntil(timeMs: number): number {
  return Math.max(0, timeMs - Date.now()) / 1000;
}
