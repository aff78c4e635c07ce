import { ConfigError } from './config-error.js';
import { loadConfig } from './load-config.js';

function load(env: Record<string, string>) {
  return loadConfig({
    flags: {},
    env,
    cwd: '/',
    readFile: () => {
      throw Object.assign(new Error('none'), { code: 'ENOENT' });
    },
  });
}

describe('OpenTelemetry', () => {
  it('is off without an endpoint, whatever else is set', () => {
    const env = {
      OTEL_SERVICE_NAME: 'x',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=b',
      OTEL_TRACES_SAMPLER: 'always_on',
    };
    expect(load(env).telemetry).toBeUndefined();
  });

  it('is turned on by one variable, for traces and metrics', () => {
    const { telemetry } = load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' });
    expect(telemetry?.traces?.url.reveal()).toBe('http://collector:4318/v1/traces');
    expect(telemetry?.metrics?.url.reveal()).toBe('http://collector:4318/v1/metrics');
    expect(telemetry).toMatchObject({
      serviceName: 'tollgate',
      sampler: 'parentbased_always_on',
      metricIntervalMs: 60_000,
    });
  });

  it('goes where an endpoint of one kind says, as it is written', () => {
    const { telemetry } = load({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/ingest' });
    expect(telemetry?.traces?.url.reveal()).toBe('https://traces.example/ingest');
    expect(telemetry?.metrics).toBeUndefined();
  });

  it.each<Record<string, string>>([
    { OTEL_SDK_DISABLED: 'true' },
    { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  ])('is off with %j', (env) => {
    expect(load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', ...env }).telemetry).toBeUndefined();
  });

  it('sends headers, those of one kind over those of both', () => {
    const { telemetry } = load({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=both, x-tenant=a%20b',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-key=traces',
    });
    expect(telemetry?.traces?.headers.reveal()).toEqual({ 'x-key': 'traces', 'x-tenant': 'a b' });
    expect(telemetry?.metrics?.headers.reveal()).toEqual({ 'x-key': 'both', 'x-tenant': 'a b' });
  });

  it('has its name and attributes from the variables that OpenTelemetry has for them', () => {
    const { telemetry } = load({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=gateway,deployment.environment.name=prod',
    });
    expect(telemetry).toMatchObject({
      serviceName: 'gateway',
      resourceAttributes: { 'deployment.environment.name': 'prod' },
    });
  });

  it('warns of a protocol that it does not speak', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    expect(load(env).warnings).toContainEqual(
      expect.stringContaining('is grpc, but telemetry is sent as http/json'),
    );
  });

  it.each<Record<string, string>>([
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
    { OTEL_EXPORTER_OTLP_HEADERS: 'planted-secret' },
    { OTEL_TRACES_SAMPLER: 'sometimes' },
    { OTEL_TRACES_SAMPLER_ARG: '1.5' },
    { OTEL_METRIC_EXPORT_INTERVAL: 'often' },
  ])('stops the start with %j, and shows no secret', (env) => {
    const [[name]] = Object.entries(env) as [[string, string]];
    const start = () => load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', ...env });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(new RegExp(`^${name}`));
    expect(start).not.toThrow(/planted-secret/);
  });
});
