import { Inject, Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';

import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import {
  type ObservedAttempt,
  type ObservedEnding,
  type ObservedRequest,
  type RequestObserver,
  RequestObservers,
} from '../request-observer.js';
import { AttemptTallies } from './attempt-tallies.js';
import type { MetricRow } from './metric-row.js';
import { ModelLabels } from './model-labels.js';
import { PROCESS_ROWS, watchProcess } from './process-metrics.js';
import { RequestTallies } from './request-tallies.js';
import { attemptRows, requestRows } from './tally-rows.js';
import { writeMetric } from './write-metric.js';

/** Counts what becomes of requests, and shows it with what others have to show in Prometheus' text format. */
@Injectable()
export class MetricsService implements RequestObserver {
  private readonly models: ModelLabels;
  private readonly requests: RequestTallies;
  private readonly attempts: AttemptTallies;
  private readonly rows: MetricRow[];
  private listServedModels: () => Iterable<string> = () => [];
  private processMetrics: Registry | undefined;
  private gather: (() => Promise<string>) | undefined;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig, observers: RequestObservers) {
    const aliases = [...config.routing.modelGroupAlias.keys()];
    this.models = new ModelLabels(() => [...aliases, ...this.listServedModels()]);
    this.requests = new RequestTallies(this.models);
    this.attempts = new AttemptTallies(this.models);
    this.rows = [
      ...requestRows(this.requests),
      ...attemptRows(this.attempts),
      ...PROCESS_ROWS,
      this.overflowRow(),
    ];
    observers.add(this);
  }

  /** Adds what others keep. */
  add(rows: readonly MetricRow[]): void {
    this.rows.push(...rows);
  }

  /** Says which models have a label of their own. */
  nameModels(list: () => Iterable<string>): void {
    this.listServedModels = list;
  }

  /** Says who puts the pages of several processes together; without it the page is that of this process alone. */
  gatherBy(gather: () => Promise<string>): void {
    this.gather = gather;
  }

  requestEnded(request: ObservedRequest): void {
    this.requests.add(request);
  }

  attemptEnded(attempt: ObservedAttempt, ending: ObservedEnding): void {
    this.attempts.add(attempt, ending);
  }

  /** All metrics as text, and the text's type. */
  async render(): Promise<{ contentType: string; body: string }> {
    return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, body: await (this.gather ?? this.renderOwn)() };
  }

  /** The metrics of this process as text. */
  readonly renderOwn = async (): Promise<string> => {
    this.models.refresh();
    // A gateway whose metrics nobody reads does not watch its own process.
    const processMetrics = (this.processMetrics ??= watchProcess());
    const own = this.rows.map(writeMetric).join('\n');
    return `${own}\n${await processMetrics.metrics()}`;
  };

  private overflowRow(): MetricRow {
    return {
      kind: 'counter',
      name: 'tollgate_metrics_overflown_total',
      help: 'Requests and attempts that are counted as “other” because there were too many series.',
      read: () => [[{}, this.requests.overflown + this.attempts.overflown]],
    };
  }
}
