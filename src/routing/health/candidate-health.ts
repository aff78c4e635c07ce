import type { GatewayError } from '../../errors/gateway-error.js';
import { FailureRate } from './failure-rate.js';

export type CoolDownReason = 'rate_limited' | 'overloaded' | 'failed' | 'slow';

export type HealthState = 'available' | 'cooling_down' | 'probing' | 'parked';

/** What became of a deployment, to be told to whoever runs the gateway. */
export type HealthNews =
  | { kind: 'cooling_down'; reason: CoolDownReason; forMs: number; error?: GatewayError }
  | { kind: 'parked'; error: GatewayError }
  | { kind: 'back' };

export interface HealthSettings {
  /** Failures a minute before a cool-down. */
  allowedFails: number;
  cooldownMs: number;
}

/** Upstream's refusal of a deployment's credential, whatever the model. */
export interface CredentialState {
  refusal: GatewayError | undefined;
}

/** An attempt as health sees it. */
export interface HealthAttempt {
  /** The number of cool-downs before it. */
  era: number;
  /** The number of the probe that it is; 0: none. */
  probe: number;
}

export interface CountedFailure {
  reason: Exclude<CoolDownReason, 'rate_limited'>;
  error?: GatewayError;
  /** From 0 up to but not including 1. */
  draw: number;
}

/** Failures are judged by the last minute, as `allowed_fails` means it, and by the last seconds, which tell sooner. */
const WINDOWS_MS = [60_000, 6000] as const;
const PROBES_IN_A_ROW = 3;
const MOST_COOL_DOWN_MS = 600_000;
const MOST_DOUBLINGS = 10;
/** No two gateways come back at the same moment. */
const JITTER = 0.1;
/** Whoever fails again so soon after a cool-down rests for longer. */
const RELAPSE_MS = 60_000;
/** A long rest for a rate limit is broken once a minute, to see whether the limit still holds. */
const RATE_LIMIT_PROBE_MS = 60_000;
/** A probe that has no answer by then keeps the next one waiting no longer. */
const PROBE_PATIENCE_MS = 30_000;

/**
 * Whether a deployment may be called with one model:
 *
 *     available → cooling_down   too many failures in the last minute, or a rate limit
 *     cooling_down → probing     its time is over; after a rate limit it is available at once
 *     probing → available        three probes in a row were answered; one is under way at a time
 *     probing → cooling_down     a probe failed; each time for twice as long
 *     any → parked               the credential was refused, until it is changed or an administrator's test succeeds
 *
 * Times are milliseconds of a clock that never goes back.
 */
export class CandidateHealth {
  /** Counts cool-downs: what began before the present one says nothing about now. */
  era = 0;
  private resting: CoolDown | undefined;
  private readonly rates = WINDOWS_MS.map((windowMs) => new FailureRate(windowMs));
  /** How often the rest has been doubled. */
  private doublings = 0;
  private backSinceMs = -Infinity;
  private probesAnswered = 0;
  private lastProbe = 0;
  /** Of the probe that is under way. */
  private probeBeganMs: number | undefined;
  /** A rate limit has ended, and nobody has been told. */
  private isBackUntold = false;

  constructor(
    private readonly settings: HealthSettings,
    private readonly credential: CredentialState,
  ) {}

  /** Nothing is wrong with it. */
  get isAvailable(): boolean {
    return this.resting === undefined && this.credential.refusal === undefined;
  }

  stateAt(nowMs: number): HealthState {
    if (this.credential.refusal !== undefined) return 'parked';
    this.forgetRateLimit(nowMs);
    if (this.resting === undefined) return 'available';
    return nowMs < this.resting.untilMs ? 'cooling_down' : 'probing';
  }

  /** Which calls it may get. */
  takes(nowMs: number): 'all' | 'probe' | 'none' {
    const state = this.stateAt(nowMs);
    if (state === 'available') return 'all';
    if (state === 'parked' || this.resting === undefined) return 'none';
    if (state === 'cooling_down') return nowMs >= this.resting.nextProbeMs ? 'probe' : 'none';
    return this.isProbed(nowMs) ? 'none' : 'probe';
  }

  /** Why it rests, until when, and the error that said so; undefined: it does not. */
  rest(nowMs: number): Readonly<CoolDown> | undefined {
    this.forgetRateLimit(nowMs);
    return this.resting;
  }

  /** The refusal for which it is parked. */
  get refusal(): GatewayError | undefined {
    return this.credential.refusal;
  }

  /** A call goes up. Returns the number of the probe that it is; 0: it is none. */
  begin(nowMs: number): number {
    if (this.resting === undefined || this.takes(nowMs) !== 'probe') return 0;
    if (nowMs < this.resting.untilMs) this.resting.nextProbeMs = nowMs + RATE_LIMIT_PROBE_MS;
    else this.probeBeganMs = nowMs;
    return ++this.lastProbe;
  }

  /** An answer has begun. */
  answered(attempt: HealthAttempt, nowMs: number): HealthNews | undefined {
    this.endProbe(attempt);
    if (this.resting === undefined) return this.tellOfReturn();
    if (attempt.era !== this.era) return undefined;
    this.probesAnswered++;
    const isBack = this.resting.reason === 'rate_limited' || this.probesAnswered >= PROBES_IN_A_ROW;
    return isBack ? this.comeBack(nowMs) : undefined;
  }

  /** An answer was whole. */
  succeeded(nowMs: number): void {
    for (const rate of this.rates) rate.succeeded(nowMs);
  }

  /** An attempt ended in a way that says nothing of the deployment. */
  ended(attempt: HealthAttempt): void {
    this.endProbe(attempt);
  }

  /** Overloaded, failed or slow. */
  failed(failure: CountedFailure, attempt: HealthAttempt, nowMs: number): HealthNews | undefined {
    this.endProbe(attempt);
    if (attempt.era !== this.era) return undefined;
    const state = this.stateAt(nowMs);
    if (state === 'probing') return this.coolDown(failure, this.doublings + 1, nowMs);
    this.probesAnswered = 0;
    if (state === 'cooling_down') return undefined;
    for (const rate of this.rates) rate.failed(nowMs);
    if (!this.rates.some((rate) => rate.isTooHigh(this.settings.allowedFails, nowMs))) return undefined;
    const isRelapse = nowMs - this.backSinceMs < RELAPSE_MS;
    return this.coolDown(failure, isRelapse ? this.doublings + 1 : 0, nowMs);
  }

  /** Upstream has said to come back after some time; undefined: it did not say when. */
  rateLimited(
    { waitMs = this.settings.cooldownMs, error }: { waitMs: number | undefined; error: GatewayError },
    attempt: HealthAttempt,
    nowMs: number,
  ): HealthNews | undefined {
    this.endProbe(attempt);
    const wasResting = this.rest(nowMs);
    const untilMs = nowMs + waitMs;
    // Of two that were under way together, the later end holds; a probe knows better than what was said before it.
    if (wasResting !== undefined && attempt.era !== this.era && untilMs <= wasResting.untilMs)
      return undefined;
    this.restFor({ reason: 'rate_limited', untilMs, error, nextProbeMs: nowMs + RATE_LIMIT_PROBE_MS });
    if (wasResting?.reason === 'rate_limited') return undefined;
    return { kind: 'cooling_down', reason: 'rate_limited', forMs: waitMs, error };
  }

  /** Another replica has found that it has to rest. What is known here to last longer stays. */
  restAsTold(
    { reason, forMs, error }: { reason: CoolDownReason; forMs: number; error: GatewayError },
    nowMs: number,
  ): HealthNews | undefined {
    const wasResting = this.rest(nowMs);
    const untilMs = nowMs + forMs;
    if (wasResting !== undefined && untilMs <= wasResting.untilMs) return undefined;
    const nextProbeMs = reason === 'rate_limited' ? nowMs + RATE_LIMIT_PROBE_MS : Infinity;
    this.restFor({ reason, untilMs, error, nextProbeMs });
    return wasResting === undefined ? { kind: 'cooling_down', reason, forMs, error } : undefined;
  }

  /** Upstream refused the credential. */
  park(error: GatewayError, attempt: HealthAttempt): HealthNews | undefined {
    this.endProbe(attempt);
    const isNews = this.credential.refusal === undefined;
    this.credential.refusal = error;
    return isNews ? { kind: 'parked', error } : undefined;
  }

  /** Everything that spoke against it is forgotten. */
  recover(nowMs: number): HealthNews | undefined {
    const wasAvailable = this.isAvailable;
    this.credential.refusal = undefined;
    this.comeBack(nowMs);
    this.doublings = 0;
    return wasAvailable ? undefined : { kind: 'back' };
  }

  private isProbed(nowMs: number): boolean {
    if (this.probeBeganMs === undefined) return false;
    return nowMs - this.probeBeganMs < Math.min(PROBE_PATIENCE_MS * 2 ** this.doublings, MOST_COOL_DOWN_MS);
  }

  private endProbe({ probe }: HealthAttempt): void {
    if (probe !== 0 && probe === this.lastProbe) this.probeBeganMs = undefined;
  }

  private coolDown({ reason, error, draw }: CountedFailure, doublings: number, nowMs: number): HealthNews {
    const { cooldownMs } = this.settings;
    const mostMs = Math.max(MOST_COOL_DOWN_MS, cooldownMs);
    const longerMs = Math.min(cooldownMs * 2 ** doublings, mostMs);
    const forMs = Math.round(longerMs * (1 + JITTER * draw));
    this.restFor({ reason, untilMs: nowMs + forMs, error, nextProbeMs: Infinity });
    this.doublings = Math.min(doublings, MOST_DOUBLINGS);
    return { kind: 'cooling_down', reason, forMs, error };
  }

  private restFor(coolDown: CoolDown): void {
    this.resting = coolDown;
    this.isBackUntold = false;
    this.era++;
    this.probesAnswered = 0;
    this.probeBeganMs = undefined;
    for (const rate of this.rates) rate.clear();
  }

  private comeBack(nowMs: number): HealthNews {
    this.resting = undefined;
    this.probesAnswered = 0;
    this.probeBeganMs = undefined;
    this.backSinceMs = nowMs;
    return { kind: 'back' };
  }

  /** The end of a rate limit is upstream's own word: nothing has to be probed. */
  private forgetRateLimit(nowMs: number): void {
    if (this.resting?.reason !== 'rate_limited' || nowMs < this.resting.untilMs) return;
    this.resting = undefined;
    this.isBackUntold = true;
  }

  private tellOfReturn(): HealthNews | undefined {
    if (!this.isBackUntold) return undefined;
    this.isBackUntold = false;
    return { kind: 'back' };
  }
}

interface CoolDown {
  reason: CoolDownReason;
  untilMs: number;
  error: GatewayError | undefined;
  /** From when on a single call may see whether the reason still holds, before the end. */
  nextProbeMs: number;
}
