import type { ObservedRequest } from '../request-observer.js';
import { BucketCounts } from './bucket-counts.js';
import { childMap } from './child-map.js';
import { EndingCounts } from './ending-counts.js';
import { type Labels, MOST_SERIES, NONE, OTHER } from './labels.js';
import type { ModelLabels } from './model-labels.js';
import { refusalReasonOf } from './refusal-reason.js';

/** In seconds: refusals take milliseconds, long answers many minutes. */
const DURATION_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600];
const FIRST_TOKEN_BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 60];
const OVERHEAD_BOUNDS = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1];

/** Requests of one route, model and deployment, either streamed or not. */
interface RequestSeries {
  readonly labels: Labels;
  readonly endings: EndingCounts;
  readonly duration: BucketCounts;
  readonly timeToFirstToken: BucketCounts;
}

/** Deployment → model → route. */
type RequestIndex = Map<string, Map<string, Map<string, RequestSeries>>>;

/**
 * Counts requests in plain numbers, which are read when somebody asks. It is on the request's path: a look-up for each
 * label, and no text is put together.
 */
export class RequestTallies {
  readonly series: RequestSeries[] = [];
  /** Route → the gateway's own part of the time. */
  readonly overheads = new Map<string, BucketCounts>();
  /** Route → reason → requests that reached no upstream. */
  readonly refusals = new Map<string, Map<string, number>>();
  /** How many were counted as `other` because there were too many series. */
  overflown = 0;

  private readonly wholes: RequestIndex = new Map();
  private readonly streams: RequestIndex = new Map();
  private overflow: RequestSeries | undefined;

  constructor(private readonly models: ModelLabels) {}

  /** Takes in a request that has ended. */
  add(request: ObservedRequest): void {
    const { timeToFirstTokenMs } = request;
    const series = this.seriesOf(request);
    series.endings.add('', request);
    series.duration.observe(request.durationMs / 1000);
    if (timeToFirstTokenMs !== undefined) series.timeToFirstToken.observe(timeToFirstTokenMs / 1000);
    this.overheadOf(request.route).observe(request.overheadMs / 1000);
    if (request.attempts === 0 && request.result === 'failed') this.addRefusal(request);
  }

  private seriesOf(request: ObservedRequest): RequestSeries {
    const { route, deploymentId = NONE } = request;
    const model = this.models.labelOf(request.requestedModel);
    const index = request.isStream ? this.streams : this.wholes;
    return index.get(deploymentId)?.get(model)?.get(route) ?? this.addSeries(request, model, index);
  }

  private addSeries(request: ObservedRequest, model: string, index: RequestIndex): RequestSeries {
    if (this.series.length >= MOST_SERIES) return this.overflowSeries();
    const { route, isStream, provider = NONE, deploymentId = NONE } = request;
    const series = makeSeries({ route, stream: String(isStream), model, provider, deployment: deploymentId });
    this.series.push(series);
    childMap(childMap(index, deploymentId), model).set(route, series);
    return series;
  }

  private overflowSeries(): RequestSeries {
    this.overflown += 1;
    if (this.overflow === undefined) {
      const labels = { route: OTHER, stream: OTHER, model: OTHER, provider: OTHER, deployment: OTHER };
      this.overflow = makeSeries(labels);
      this.series.push(this.overflow);
    }
    return this.overflow;
  }

  private overheadOf(route: string): BucketCounts {
    const known = this.overheads.get(route);
    if (known !== undefined) return known;
    const counts = new BucketCounts(OVERHEAD_BOUNDS);
    this.overheads.set(route, counts);
    return counts;
  }

  private addRefusal(request: ObservedRequest): void {
    const byReason = childMap(this.refusals, request.route);
    const reason = refusalReasonOf(request);
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  }
}

function makeSeries(labels: Labels): RequestSeries {
  return {
    labels,
    endings: new EndingCounts(),
    duration: new BucketCounts(DURATION_BOUNDS),
    timeToFirstToken: new BucketCounts(FIRST_TOKEN_BOUNDS),
  };
}
