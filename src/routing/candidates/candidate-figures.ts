import type { HeaderList } from '../../providers/header-list.js';
import { RollingCount } from './rolling-count.js';
import { Silence } from '../health/silence.js';

/** The weight of the newest of the measurements that make an average. */
const NEWEST_PART = 0.2;

/** Upstream's headers, of an answer or of a refusal. */
export type UpstreamHeaders = Readonly<HeaderList> | Readonly<Record<string, string>>;

/** What is known of a deployment's recent calls with one model. Times are those of a steady clock. */
export class CandidateFigures {
  inFlight = 0;
  /** What the calls under way may use at most. */
  heldTokens = 0;
  readonly requests = new RollingCount();
  readonly tokens = new RollingCount();
  readonly successes = new RollingCount();
  readonly failures = new RollingCount();
  readonly streams = new Silence();
  readonly wholes = new Silence();
  /** Averages, of which the newest measurement is a fifth; undefined: never measured. */
  timeToFirstTokenMs: number | undefined;
  /** Of answers that are not streamed. */
  durationMs: number | undefined;
  measuredAtMs = -Infinity;
  /** As they came last; read when somebody asks. */
  upstreamHeaders: UpstreamHeaders | undefined;

  begin(estimatedTokens: number, nowMs: number): void {
    this.inFlight++;
    this.heldTokens += estimatedTokens;
    this.requests.add(1, nowMs);
  }

  /** How long an answer took to begin, or where it is not streamed, to come. */
  measure(isStream: boolean, waitedMs: number, nowMs: number): void {
    this.measuredAtMs = nowMs;
    if (isStream) this.timeToFirstTokenMs = average(this.timeToFirstTokenMs, waitedMs);
    else this.durationMs = average(this.durationMs, waitedMs);
  }

  end(estimatedTokens: number, tokens: number, nowMs: number): void {
    this.inFlight--;
    this.heldTokens -= estimatedTokens;
    if (tokens > 0) this.tokens.add(tokens, nowMs);
  }

  silence(isStream: boolean): Silence {
    return isStream ? this.streams : this.wholes;
  }

  /** How long callers wait: for the first token of a stream, else for the answer. */
  latencyMs(isStream: boolean): number | undefined {
    return isStream ? this.timeToFirstTokenMs : this.durationMs;
  }

  /** Tokens of the last minute, and those that calls under way may use. */
  usedTokens(nowMs: number): number {
    return this.tokens.at(nowMs) + this.heldTokens;
  }
}

function average(former: number | undefined, measured: number): number {
  return former === undefined ? measured : former + NEWEST_PART * (measured - former);
}
