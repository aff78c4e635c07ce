import { randomUUID } from 'node:crypto';

import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

import type { TelemetrySettings, TelemetryTarget, TraceSampler } from '../../config/telemetry-settings.js';
import type { Logger } from '../logger.js';
import type { ModelLabels } from '../metrics/model-labels.js';
import type { SecretMask } from '../redaction/secret-mask.js';
import type { RequestObserver } from '../request-observer.js';
import { AttemptMeter } from './attempt-meter.js';
import { FailureReport } from './failure-report.js';
import { RequestTracer } from './request-tracer.js';

const SCOPE = 'tollgate';
const MOST_WAITING_SPANS = 8192;
/** A collector that takes longer is given up on, so that batches do not pile up. */
const EXPORT_LIMIT_MS = 5000;

/** What runs once telemetry has been started. */
export interface Telemetry {
  readonly observers: readonly RequestObserver[];
  /** Absent: no traces. */
  readonly tracer?: RequestTracer;
  /** Sends what is left. Never rejects; whoever waits for it sets a limit. */
  close(): Promise<void>;
}

/** What telemetry needs of the gateway. */
export interface TelemetryParts {
  settings: TelemetrySettings;
  models: ModelLabels;
  mask: SecretMask;
  logger: Logger;
}

interface Parts extends TelemetryParts {
  resource: Resource;
  failures: FailureReport;
}

/** Starts OpenTelemetry as it is configured. This file is loaded only then. */
export function startTelemetry(given: TelemetryParts): Telemetry {
  const { settings, logger } = given;
  const { serviceName, resourceAttributes } = settings;
  const attributes = {
    'service.instance.id': randomUUID(),
    ...resourceAttributes,
    'service.name': serviceName,
  };
  const resource = defaultResource().merge(resourceFromAttributes(attributes));
  const failures = new FailureReport(logger, () => performance.now());
  const parts = { ...given, resource, failures };
  const traces = settings.traces && startTraces(settings.traces, parts);
  const metrics = settings.metrics && startMetrics(settings.metrics, parts);
  return {
    observers: [traces?.tracer ?? [], metrics?.meter ?? []].flat(),
    tracer: traces?.tracer,
    close: async () => {
      await Promise.allSettled([traces?.close(), metrics?.close()]);
    },
  };
}

function startTraces(target: TelemetryTarget, { settings, resource, failures, mask }: Parts) {
  const exporter = new OTLPTraceExporter(exporterOptions(target));
  failures.watch(exporter, 'traces');
  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(settings.sampler, settings.sampledRatio),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        maxQueueSize: MOST_WAITING_SPANS,
        scheduledDelayMillis: settings.spanDelayMs,
        exportTimeoutMillis: EXPORT_LIMIT_MS,
      }),
    ],
  });
  return { tracer: new RequestTracer(provider.getTracer(SCOPE), mask), close: () => provider.shutdown() };
}

function startMetrics(target: TelemetryTarget, { settings, resource, failures, models }: Parts) {
  const exporter = new OTLPMetricExporter(exporterOptions(target));
  failures.watch(exporter, 'metrics');
  const intervalMs = settings.metricIntervalMs;
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(EXPORT_LIMIT_MS, intervalMs),
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return { meter: new AttemptMeter(provider.getMeter(SCOPE), models), close: () => provider.shutdown() };
}

function exporterOptions({ url, headers }: TelemetryTarget) {
  return { url: url.reveal(), headers: { ...headers.reveal() }, timeoutMillis: EXPORT_LIMIT_MS };
}

function samplerOf(name: TraceSampler, ratio: number): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
    case 'parentbased_always_on':
    case 'parentbased_always_off':
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: samplerOf(ROOTS[name], ratio) });
  }
}

const ROOTS = {
  parentbased_always_on: 'always_on',
  parentbased_always_off: 'always_off',
  parentbased_traceidratio: 'traceidratio',
} as const;
