import type { TokenUsage } from '../translation/token-usage.js';
import type { Logger } from './logger.js';

/** How a request to the LLM API ended, as those who watch see it. */
export interface ObservedRequest {
  readonly requestId: string;
  readonly route: string;
  readonly keyId?: string;
  readonly teamId?: string;
  readonly userId?: string;
  readonly requestedModel?: string;
  readonly deploymentId?: string;
  readonly provider?: string;
  readonly isStream: boolean;
  readonly result: 'completed' | 'failed' | 'cancelled';
  readonly status: number;
  readonly errorType?: string;
  readonly errorCode?: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
  readonly overheadMs: number;
}

/** An attempt to get an answer from upstream, as it is known when it begins. */
export interface ObservedAttempt {
  readonly requestId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** What the caller asked for. */
  readonly model: string;
  readonly upstreamModel?: string;
  readonly provider?: string;
  readonly deployment?: string;
  /** Where upstream is; for traces. */
  readonly origin?: string;
  /** The configured name that is tried, where it is a fallback of `model`. */
  readonly servedModel?: string;
  readonly isNotional?: boolean;
  readonly isStream: boolean;
  readonly sessionId?: string;
  readonly createdAtMs: number;
}

/** What came of an attempt. */
export interface ObservedEnding {
  readonly result: 'completed' | 'failed' | 'cancelled';
  readonly status: number;
  readonly errorType?: string;
  readonly usage: TokenUsage | undefined;
  /** Null: the model has no known price. */
  readonly costNanoUsd: number | null;
  readonly durationMs: number;
  readonly timeToFirstTokenMs?: number;
}

/** Watches what becomes of requests; both are on the request's path. */
export interface RequestObserver {
  /** Once for each request; its last attempt may end after it, in the same turn of the event loop. */
  requestEnded(request: ObservedRequest): void;
  /** Once for each attempt. */
  attemptEnded(attempt: ObservedAttempt, ending: ObservedEnding): void;
}

/** All who watch. What one of them throws is logged once, and never reaches the request. */
export class RequestObservers implements RequestObserver {
  private readonly observers: RequestObserver[] = [];
  private hasFailed = false;

  constructor(private readonly logger: Logger) {}

  add(observer: RequestObserver): void {
    this.observers.push(observer);
  }

  requestEnded(request: ObservedRequest): void {
    try {
      for (const observer of this.observers) observer.requestEnded(request);
    } catch (error) {
      this.report(error);
    }
  }

  attemptEnded(attempt: ObservedAttempt, ending: ObservedEnding): void {
    try {
      for (const observer of this.observers) observer.attemptEnded(attempt, ending);
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.logger.error({ err: error }, 'Requests cannot be measured.');
  }
}
