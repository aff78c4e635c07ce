import type { RoutingConfig } from '../config/gateway-config.js';
import type { Affinity } from './candidates/affinity.js';
import type { Candidate } from './candidates/candidate.js';
import type { HealthNews } from './health/candidate-health.js';
import type { ModelGroup } from './candidates/model-group.js';

/** Where time and chance come from: the system, or a test. */
export interface Circumstances {
  /** Milliseconds of a clock that never goes back. */
  nowMs(): number;
  /** Milliseconds since 1970. */
  epochMs(): number;
  /** From 0 up to but not including 1. */
  draw(): number;
}

/** What all calls share. */
export interface RoutingContext extends Circumstances {
  readonly routing: RoutingConfig;
  readonly requestTimeoutMs: number;
  readonly affinity: Affinity;
  /** Undefined: nobody serves that name. */
  groupOf(name: string): ModelGroup | undefined;
  tell(candidate: Candidate, news: HealthNews): void;
}

/** Where a call goes: a deployment, and the name that it is tried for. */
export interface Place {
  readonly group: ModelGroup;
  readonly candidate: Candidate;
}
