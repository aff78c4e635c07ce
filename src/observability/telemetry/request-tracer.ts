import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { LRUCache } from 'lru-cache';

import type {
  ObservedAttempt,
  ObservedEnding,
  ObservedRequest,
  RequestObserver,
} from '../request-observer.js';
import type { SecretMask } from '../redaction/secret-mask.js';
import { attemptAttributes } from './gen-ai-attributes.js';
import { requestAttributes } from './request-attributes.js';

/** A request as it arrives. */
export interface ArrivingRequest {
  requestId: string;
  method: string;
  /** As the router knows it. */
  route: string;
  parent: SpanContext | undefined;
}

interface OpenTrace {
  span: Span;
  context: Context;
  startedAtMs: number;
}

/** Every request that begins also ends; should one ever not, the oldest are forgotten. */
const MOST_OPEN = 20_000;

/**
 * One span for each request, and below it one for each attempt. The last attempt of a request ends after the request, in
 * the same turn of the event loop: a trace is therefore kept until that turn is over.
 */
export class RequestTracer implements RequestObserver {
  private readonly open = new LRUCache<string, OpenTrace>({ max: MOST_OPEN });

  /** Callers choose model names and session ids, and `mask` takes out what credentials they put there. */
  constructor(
    private readonly tracer: Tracer,
    private readonly mask: SecretMask,
  ) {}

  begin({ requestId, method, route, parent }: ArrivingRequest): void {
    const startedAtMs = Date.now();
    const outer = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const span = this.tracer.startSpan(
      `${method} ${route}`,
      {
        kind: SpanKind.SERVER,
        startTime: startedAtMs,
        attributes: {
          'http.request.method': method,
          'http.route': route,
          'url.path': route,
          'url.scheme': 'http',
        },
      },
      outer,
    );
    this.open.set(requestId, { span, context: trace.setSpan(outer, span), startedAtMs });
  }

  requestEnded(request: ObservedRequest): void {
    const { requestId, durationMs, status } = request;
    const { span, startedAtMs } = this.open.get(requestId) ?? {};
    if (span === undefined || startedAtMs === undefined) return;
    span.setAttributes(this.clean(requestAttributes(request)));
    // A caller's own mistake is no fault of the server.
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(startedAtMs + durationMs);
    setImmediate(() => this.open.delete(requestId));
  }

  attemptEnded(attempt: ObservedAttempt, ending: ObservedEnding): void {
    const { requestId, createdAtMs, upstreamModel = attempt.model } = attempt;
    const { context } = this.open.get(requestId) ?? {};
    if (context === undefined) return;
    const span = this.tracer.startSpan(
      this.mask.apply(`chat ${upstreamModel}`),
      {
        kind: SpanKind.CLIENT,
        startTime: createdAtMs,
        attributes: this.clean(attemptAttributes(attempt, ending)),
      },
      context,
    );
    if (ending.result !== 'completed') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(createdAtMs + ending.durationMs);
  }

  private clean(attributes: Attributes): Attributes {
    const cleaned = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? this.mask.apply(value) : value]);
    return Object.fromEntries(cleaned) as Attributes;
  }
}
