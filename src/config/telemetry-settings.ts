import type { ProblemList } from './problem-list.js';
import type { Environment } from './environment.js';
import { readVariable } from './read-variable.js';
import { Secret } from './secret.js';
import type { ScalarKind } from './values/scalar-kind.js';
import { number, oneOf, text, toggle, wholeNumber } from './values/scalar-kinds.js';
import { namedValues, otlpUrl } from './values/telemetry-kinds.js';

/** Which requests leave a trace. */
const TRACE_SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type TraceSampler = (typeof TRACE_SAMPLERS)[number];

/** Where one kind of telemetry goes. Both may hold a credential. */
export interface TelemetryTarget {
  readonly url: Secret;
  readonly headers: Secret<Readonly<Record<string, string>>>;
}

/** What OpenTelemetry's own variables say. */
export interface TelemetrySettings {
  readonly traces?: TelemetryTarget;
  readonly metrics?: TelemetryTarget;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly sampler: TraceSampler;
  /** From 0 to 1. */
  readonly sampledRatio: number;
  /** How long spans wait for others, to go out together. */
  readonly spanDelayMs: number;
  readonly metricIntervalMs: number;
}

const SIGNALS = { traces: 'TRACES', metrics: 'METRICS' } as const;
type Signal = keyof typeof SIGNALS;
type ReadKind = <T>(name: string, kind: ScalarKind<T>) => T | undefined;

const DEFAULT_SPAN_DELAY_MS = 2000;
const DEFAULT_INTERVAL_MS = 60_000;
const SPOKEN = 'http/json';

/** Reads OpenTelemetry's variables; undefined when none names an endpoint, or it is turned off. */
export function readTelemetrySettings(
  environment: Environment,
  problems: ProblemList,
): TelemetrySettings | undefined {
  const read: ReadKind = (name, kind) => readVariable({ environment, name, kind }, problems);
  if (read('OTEL_SDK_DISABLED', toggle) === true) return undefined;
  const traces = readTarget('traces', read);
  const metrics = readTarget('metrics', read);
  if (traces === undefined && metrics === undefined) return undefined;
  warnOfProtocol(read('OTEL_EXPORTER_OTLP_PROTOCOL', text), problems);
  const attributes = read('OTEL_RESOURCE_ATTRIBUTES', namedValues)?.reveal() ?? {};
  return {
    traces,
    metrics,
    serviceName: read('OTEL_SERVICE_NAME', text) ?? attributes['service.name'] ?? 'tollgate',
    resourceAttributes: attributes,
    sampler: read('OTEL_TRACES_SAMPLER', oneOf(TRACE_SAMPLERS)) ?? 'parentbased_always_on',
    sampledRatio: read('OTEL_TRACES_SAMPLER_ARG', number({ least: 0, most: 1, example: '0.1' })) ?? 1,
    spanDelayMs:
      read('OTEL_BSP_SCHEDULE_DELAY', wholeNumber({ least: 1, example: '2000' })) ?? DEFAULT_SPAN_DELAY_MS,
    metricIntervalMs:
      read('OTEL_METRIC_EXPORT_INTERVAL', wholeNumber({ least: 100, example: '60000' })) ??
      DEFAULT_INTERVAL_MS,
  };
}

/** The endpoint of both has a path for each below it; the endpoint of one is the whole URL. */
function readTarget(signal: Signal, read: ReadKind): TelemetryTarget | undefined {
  const word = SIGNALS[signal];
  if (read(`OTEL_${word}_EXPORTER`, text) === 'none') return undefined;
  const both = read('OTEL_EXPORTER_OTLP_ENDPOINT', otlpUrl)?.reveal();
  const url =
    read(`OTEL_EXPORTER_OTLP_${word}_ENDPOINT`, otlpUrl)?.reveal() ??
    (both === undefined ? undefined : `${both.replace(/\/$/, '')}/v1/${signal}`);
  if (url === undefined) return undefined;
  const headers = {
    ...read('OTEL_EXPORTER_OTLP_HEADERS', namedValues)?.reveal(),
    ...read(`OTEL_EXPORTER_OTLP_${word}_HEADERS`, namedValues)?.reveal(),
  };
  return { url: new Secret(url), headers: new Secret(headers) };
}

function warnOfProtocol(protocol: string | undefined, problems: ProblemList): void {
  if (protocol === undefined || protocol === SPOKEN) return;
  problems.warn(
    `OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}, but telemetry is sent as ${SPOKEN}, which collectors take on port 4318.`,
  );
}
