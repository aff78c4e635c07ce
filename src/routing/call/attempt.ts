import type { GatewayError } from '../../errors/gateway-error.js';
import type { HeaderList } from '../../providers/header-list.js';
import type { AttemptReport, RouteRequest } from './call-route.js';
import type { HealthAttempt, HealthNews } from '../health/candidate-health.js';
import { classifyFailure } from '../health/failure-class.js';
import { rateLimitWaitMs } from '../health/rate-limit-wait.js';
import type { Place, RoutingContext } from '../routing-context.js';
import { slowLimitMs } from '../health/slow-limit.js';

/** One attempt, from its beginning: what it says of its deployment goes into that one's figures and health. */
export class Attempt implements HealthAttempt {
  readonly era: number;
  readonly probe: number;
  private readonly beganAtMs: number;
  private readonly silenceEra: number;
  private hasAnswer = false;
  private isOver = false;

  constructor(
    private readonly context: RoutingContext,
    private readonly request: RouteRequest,
    private readonly place: Place,
  ) {
    const { figures, health } = place.candidate;
    const nowMs = context.nowMs();
    this.beganAtMs = nowMs;
    figures.begin(request.estimatedTokens, nowMs);
    this.silenceEra = figures.silence(request.isStream).begin(nowMs);
    this.probe = this.isFree ? 0 : health.begin(nowMs);
    this.era = health.era;
  }

  answered(headers: Readonly<HeaderList>): void {
    const nowMs = this.context.nowMs();
    const { figures } = this.place.candidate;
    this.hasAnswer = true;
    figures.silence(this.request.isStream).answered(nowMs);
    figures.upstreamHeaders = headers;
    if (this.isFree) return;
    const waitedMs = nowMs - this.beganAtMs;
    this.tell(this.judgeAnswer(waitedMs, nowMs));
    figures.measure(this.request.isStream, waitedMs, nowMs);
  }

  end({ error, tokens }: AttemptReport): void {
    if (this.isOver) return;
    this.isOver = true;
    const nowMs = this.context.nowMs();
    const { figures, health } = this.place.candidate;
    figures.end(this.request.estimatedTokens, tokens, nowMs);
    if (!this.hasAnswer) this.endSilence(error, nowMs);
    if (error !== undefined) return this.tell(this.judgeFailure(error, nowMs));
    figures.successes.add(1, nowMs);
    health.succeeded(nowMs);
  }

  /** Counting tokens has limits of its own upstream, and takes another time than an answer. */
  private get isFree(): boolean {
    return this.request.estimatedTokens === 0;
  }

  /** A stream that begins much later than others would have begun it is as good as a failure. */
  private judgeAnswer(waitedMs: number, nowMs: number): HealthNews | undefined {
    const { candidate, group } = this.place;
    const { health } = candidate;
    const { hasCooldowns } = this.context.routing;
    const canBeSlow = hasCooldowns && this.request.isStream && group.candidates.length > 1;
    if (!canBeSlow || waitedMs <= slowLimitMs(candidate, group.candidates, true)) {
      return health.answered(this, nowMs);
    }
    return health.failed({ reason: 'slow', draw: this.context.draw() }, this, nowMs);
  }

  private judgeFailure(error: GatewayError, nowMs: number): HealthNews | undefined {
    const { health, figures, target } = this.place.candidate;
    const failure = classifyFailure(error, target.isNotional);
    const isCounted = failure !== 'gone' && failure !== 'caller' && failure !== 'not_served';
    if (isCounted) figures.failures.add(1, nowMs);
    if (failure === 'rate_limited') figures.upstreamHeaders = error.upstream?.headers;
    const isOverlooked = !this.context.routing.hasCooldowns || (this.isFree && failure !== 'credential');
    if (!isCounted || isOverlooked) return void health.ended(this);
    if (failure === 'credential') return health.park(error, this);
    if (failure === 'rate_limited') return this.restForLimit(error, nowMs);
    return health.failed({ reason: failure, error, draw: this.context.draw() }, this, nowMs);
  }

  private restForLimit(error: GatewayError, nowMs: number): HealthNews | undefined {
    const waitMs = rateLimitWaitMs(error.upstream?.headers ?? {}, this.context.epochMs());
    return this.place.candidate.health.rateLimited({ waitMs, error }, this, nowMs);
  }

  /** A refusal is a sign of life; a time-out or a caller who leaves is none. */
  private endSilence(error: GatewayError | undefined, nowMs: number): void {
    const silence = this.place.candidate.figures.silence(this.request.isStream);
    if (error === undefined || error.upstream !== undefined) silence.answered(nowMs);
    else silence.left(this.silenceEra);
  }

  private tell(news: HealthNews | undefined): void {
    if (news !== undefined) this.context.tell(this.place.candidate, news);
  }
}
