import type { TokenUsage } from '../../translation/token-usage.js';
import type { ObservedAttempt, ObservedEnding } from '../request-observer.js';
import { childMap } from './child-map.js';
import { EndingCounts } from './ending-counts.js';
import { type Labels, MOST_SERIES, NONE, OTHER } from './labels.js';
import type { ModelLabels } from './model-labels.js';

/** Attempts at one deployment for one model. */
interface AttemptSeries {
  readonly labels: Labels;
  readonly endings: EndingCounts;
  /** By the kinds that the metric tells apart. */
  readonly tokens: TokenSums;
  billedNanoUsd: number;
  notionalNanoUsd: number;
  /** Answers of models without a known price. */
  unpriced: number;
}

interface TokenSums {
  input: number;
  cache_read: number;
  cache_write_5m: number;
  cache_write_1h: number;
  output: number;
  thinking: number;
}

/** Counts attempts, their tokens and their cost in plain numbers; on the request's path, as `RequestTallies`. */
export class AttemptTallies {
  readonly series: AttemptSeries[] = [];
  /** How many were counted as `other` because there were too many series. */
  overflown = 0;

  /** Deployment → model. */
  private readonly index = new Map<string, Map<string, AttemptSeries>>();
  private overflow: AttemptSeries | undefined;

  constructor(private readonly models: ModelLabels) {}

  /** Takes in an attempt that has ended. */
  add(attempt: ObservedAttempt, ending: ObservedEnding): void {
    const { usage, costNanoUsd } = ending;
    const series = this.seriesOf(attempt);
    series.endings.add(kindOf(attempt), ending);
    if (usage !== undefined) addTokens(series.tokens, usage);
    if (costNanoUsd === null) series.unpriced += 1;
    else if (attempt.isNotional === true) series.notionalNanoUsd += costNanoUsd;
    else series.billedNanoUsd += costNanoUsd;
  }

  private seriesOf(attempt: ObservedAttempt): AttemptSeries {
    const { deployment = NONE } = attempt;
    const model = this.models.labelOf(attempt.servedModel ?? attempt.model);
    return this.index.get(deployment)?.get(model) ?? this.addSeries(attempt, model);
  }

  private addSeries({ provider = NONE, deployment = NONE }: ObservedAttempt, model: string): AttemptSeries {
    if (this.series.length >= MOST_SERIES) return this.overflowSeries();
    const series = makeSeries({ model, provider, deployment });
    this.series.push(series);
    childMap(this.index, deployment).set(model, series);
    return series;
  }

  private overflowSeries(): AttemptSeries {
    this.overflown += 1;
    if (this.overflow === undefined) {
      this.overflow = makeSeries({ model: OTHER, provider: OTHER, deployment: OTHER });
      this.series.push(this.overflow);
    }
    return this.overflow;
  }
}

function makeSeries(labels: Labels): AttemptSeries {
  return {
    labels,
    endings: new EndingCounts(),
    tokens: { input: 0, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, output: 0, thinking: 0 },
    billedNanoUsd: 0,
    notionalNanoUsd: 0,
    unpriced: 0,
  };
}

function kindOf({ attempt, servedModel }: ObservedAttempt): string {
  if (servedModel !== undefined) return 'fallback';
  return attempt <= 1 ? 'first' : 'retry';
}

function addTokens(sums: TokenSums, usage: TokenUsage): void {
  sums.input += usage.inputTokens;
  sums.cache_read += usage.cacheReadTokens;
  sums.cache_write_5m += usage.cacheWrite5mTokens;
  sums.cache_write_1h += usage.cacheWrite1hTokens;
  sums.output += usage.outputTokens;
  sums.thinking += usage.thinkingTokens;
}
