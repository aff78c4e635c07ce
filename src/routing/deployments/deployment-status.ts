import type { CoolDownReason, HealthState } from '../health/candidate-health.js';
import type { UpstreamLimit } from '../health/upstream-limits.js';

/** How a deployment is with one model, or as a whole: counts are of the last minute, times in milliseconds. */
export interface Standing {
  health: HealthState;
  /** Why it cools down or is probed, or `credential` when it is parked. */
  reason: CoolDownReason | 'credential' | undefined;
  /** When the cool-down ends, in epoch milliseconds. */
  untilMs: number | undefined;
  /** Upstream's or the connection's words that led to this. */
  error: { type: string; code: string | undefined; message: string } | undefined;
  inFlight: number;
  requests: number;
  tokens: number;
  successes: number;
  failures: number;
  /** Averages that lean to the latest; undefined: never measured. */
  timeToFirstTokenMs: number | undefined;
  /** Of answers that are not streamed. */
  durationMs: number | undefined;
  /** Left under the deployment's own rpm and tpm; undefined: it has none. */
  requestsLeft: number | undefined;
  tokensLeft: number | undefined;
  /** What upstream said last of its own limits. */
  upstreamLimits: readonly UpstreamLimit[];
}

export interface DeploymentStatus extends Standing {
  id: string;
  /** Its models that have been called, the worst off first; `Standing` above is that of the first, with all counts. */
  models: readonly ModelStanding[];
}

export interface ModelStanding extends Standing {
  /** Upstream's name. */
  model: string;
}
