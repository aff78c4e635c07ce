import type { GatewayError } from '../../errors/gateway-error.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import type { HeaderList } from '../../providers/header-list.js';
import type { Endpoint, Provider } from '../../providers/provider.js';

/** One deployment, chosen for one attempt. */
export interface RouteTarget {
  deploymentId: string;
  /** The configured name that it is tried for, where that is a fallback of the name that was asked for. */
  fallbackModel: string | undefined;
  provider: Provider;
  /** Upstream's name of the model. */
  model: string;
  /** Its time-out ends no later than the call's deadline. */
  endpoint: Endpoint;
  dropParams: boolean;
  defaultMaxTokens: number | undefined;
  priceOverride: PriceOverride | undefined;
  /** The caller's own plan pays: what the call would cost is noted, and nobody is billed for it. */
  isNotional: boolean;
}

/** What routing goes by. */
export interface RouteRequest {
  /** As the caller asked for it, after the aliases of its key. */
  model: string;
  isStream: boolean;
  /** The caller's own upstream token, which only `client_oauth` deployments use. */
  callerLogin: string | undefined;
  /** What the call may use at most, as rate limits count it; 0 for what is free, which has limits of its own upstream. */
  estimatedTokens: number;
  /** Tells conversations apart; asked for only where there is a choice. Undefined: the call belongs to none. */
  conversation(): string | undefined;
}

/** How an attempt ended, for the figures of its deployment. */
export interface AttemptReport {
  /** Absent when the answer was whole. `CallerLeftError` says nothing against the deployment. */
  error?: GatewayError;
  /** What upstream counted, as rate limits count it. */
  tokens: number;
}

/** Another attempt that is to be made, once the wait is over. */
export interface NextAttempt {
  delayMs: number;
}

/**
 * A call's way through the deployments. For each attempt, in this order: `begin`, `answered` once the answer has begun,
 * `end`; after an attempt that failed before its answer began, `next` moves on to another deployment.
 */
export interface CallRoute {
  /** The deployment of the attempt that is to be made, or that was begun last. */
  readonly target: RouteTarget;
  /** Whether another deployment could take the call over from this one: until then its body has to be kept. */
  readonly canMove: boolean;
  /** The attempt goes up to the target and counts in its figures. */
  begin(): void;
  /** Upstream's answer has begun, with those of its headers that may go down to the caller. */
  answered(headers: Readonly<HeaderList>): void;
  /** The attempt is over. Only the first call after `begin` counts. */
  end(report: AttemptReport): void;
  /**
   * Where to go after an attempt that failed before its answer began: `target` is then another deployment. Undefined:
   * the caller gets this error.
   */
  next(error: GatewayError): NextAttempt | undefined;
  /** Whether a refusal by the model would be tried under another name. */
  readonly hasRefusalFallback: boolean;
  /** Where to go after the model has refused to answer; undefined: the caller gets the refusal. */
  nextAfterRefusal(): NextAttempt | undefined;
}
