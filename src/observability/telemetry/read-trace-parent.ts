import { createTraceState, type SpanContext } from '@opentelemetry/api';
import type { IncomingHttpHeaders } from 'node:http';

/** Version, trace, span and flags, by W3C; later versions may add more at the end. */
const TRACE_PARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const LONGEST = 512;

/** The caller's span, by its headers; undefined where there is none, or none that can be read. */
export function readTraceParent({ traceparent, tracestate }: IncomingHttpHeaders): SpanContext | undefined {
  if (typeof traceparent !== 'string' || traceparent.length > LONGEST) return undefined;
  const [, version, traceId, spanId, flags, more] = TRACE_PARENT.exec(traceparent.trim()) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const isStateSmall = typeof tracestate === 'string' && tracestate.length <= LONGEST;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    traceState: isStateSmall ? createTraceState(tracestate) : undefined,
    isRemote: true,
  };
}
