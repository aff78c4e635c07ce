import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
type Attribute = { key: string; value: Value };

export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  /** 2 is a server's span, 3 a client's. */
  kind: number;
  startMs: number;
  durationMs: number;
  /** 2: an error. */
  status: number;
  attributes: Record<string, unknown>;
}

interface ReceivedPoint {
  metric: string;
  attributes: Record<string, unknown>;
  count: number;
  sum: number;
}

/** What a collector does: takes OTLP as JSON over HTTP. */
export interface OtlpReceiver {
  url: string;
  spans(): ReceivedSpan[];
  /** Of each series the last. */
  points(): ReceivedPoint[];
  /** Attributes of the services that have sent something. */
  resources(): Record<string, unknown>[];
  requests: { path: string; headers: IncomingHttpHeaders; text: string }[];
  /** Resolves once something is so. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/* The shape of OTLP's JSON, as far as it is looked at. */
interface TraceRequest {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: WireSpan[] }[] }[];
}
interface WireSpan extends Pick<ReceivedSpan, 'name' | 'traceId' | 'spanId' | 'parentSpanId' | 'kind'> {
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: Attribute[];
}
interface MetricRequest {
  resourceMetrics: {
    scopeMetrics: {
      metrics: {
        name: string;
        histogram: { dataPoints: { attributes: Attribute[]; count: number | string; sum: number }[] };
      }[];
    }[];
  }[];
}

/** Answers everything with this status. */
export async function startOtlpReceiver(status = 200): Promise<OtlpReceiver> {
  const requests: OtlpReceiver['requests'] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      requests.push({
        path: request.url ?? '',
        headers: request.headers,
        text: Buffer.concat(pieces).toString(),
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      for (const check of waiting) check();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bodies = <Body>(path: string): Body[] =>
    requests.filter((one) => one.path === path).map(({ text }) => JSON.parse(text) as Body);
  const resourceSpans = () => bodies<TraceRequest>('/v1/traces').flatMap((body) => body.resourceSpans);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    spans: () =>
      resourceSpans().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(readSpan))),
    resources: () => resourceSpans().map(({ resource }) => readAttributes(resource.attributes)),
    points: () => {
      const points = bodies<MetricRequest>('/v1/metrics').flatMap(readPoints);
      const bySeries = new Map(
        points.map((point) => [JSON.stringify([point.metric, point.attributes]), point]),
      );
      return [...bySeries.values()];
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!isSo()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function readSpan(span: WireSpan): ReceivedSpan {
  const { name, traceId, spanId, parentSpanId, kind, status, attributes } = span;
  const startMs = Number(BigInt(span.startTimeUnixNano) / 1_000_000n);
  const endMs = Number(BigInt(span.endTimeUnixNano) / 1_000_000n);
  return {
    ...{ name, traceId, spanId, parentSpanId, kind, startMs },
    durationMs: endMs - startMs,
    status: status.code ?? 0,
    attributes: readAttributes(attributes),
  };
}

function readPoints({ resourceMetrics }: MetricRequest): ReceivedPoint[] {
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
  return metrics.flatMap(({ name, histogram }) =>
    histogram.dataPoints.map(({ attributes, count, sum }) => ({
      metric: name,
      attributes: readAttributes(attributes),
      ...{ count: Number(count), sum },
    })),
  );
}

function readAttributes(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? boolValue ?? doubleValue ?? Number(intValue),
    ]),
  );
}
