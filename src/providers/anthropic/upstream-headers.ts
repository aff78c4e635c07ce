import type { IncomingHttpHeaders } from 'node:http';

import type { Endpoint } from '../provider.js';
import type { AnthropicDialect } from './anthropic-dialect.js';

const ANTHROPIC_VERSION = '2023-06-01';
const USER_AGENT = 'tollgate';

/** Names the account that the gateway calls with, which is no caller's business. */
const KEPT_FROM_CALLERS = new Set(['anthropic-organization-id']);
const SENT_TO_CALLERS = new Set(['request-id', 'retry-after', 'x-should-retry']);

export interface UpstreamHeaderSources {
  dialect: AnthropicDialect;
  endpoint: Endpoint;
  callerHeaders: IncomingHttpHeaders;
  /** Headers that the caller gave in the request's body; already an allow-list. */
  bodyHeaders?: Readonly<Record<string, string>>;
  /** Betas that the request's features need. */
  betas?: readonly string[];
  isStream: boolean;
}

/**
 * The headers of a request to upstream. Of the caller's, only `anthropic-*` pass. Betas are the union of all sources, in
 * order and without repeats; the one credential header and what the provider requires win over everything else.
 */
export function headersForUpstream(sources: UpstreamHeaderSources): Record<string, string> {
  const { dialect, endpoint, callerHeaders, bodyHeaders, isStream } = sources;
  const headers: Record<string, string> = {
    'anthropic-version': ANTHROPIC_VERSION,
    ...anthropicHeadersOf(callerHeaders),
    ...endpoint.extraHeaders,
    ...bodyHeaders,
    accept: isStream ? 'text/event-stream' : 'application/json',
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...dialect.credentialHeader(endpoint.credential),
  };
  const betas = unionOfBetas(sources);
  if (betas.length > 0) headers['anthropic-beta'] = betas.join(',');
  return headers;
}

/** Upstream's headers that go down: rate limits, the request's id, and when to come back. */
export function headersForCaller(upstreamHeaders: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(upstreamHeaders)) {
    if (typeof value !== 'string' || KEPT_FROM_CALLERS.has(name)) continue;
    if (SENT_TO_CALLERS.has(name) || name.startsWith('anthropic-')) headers[name] = value;
  }
  return headers;
}

function anthropicHeadersOf(callerHeaders: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in callerHeaders) {
    if (name.startsWith('anthropic-')) headers[name] = String(callerHeaders[name]);
  }
  return headers;
}

function unionOfBetas({
  dialect,
  endpoint,
  callerHeaders,
  bodyHeaders,
  betas = [],
}: UpstreamHeaderSources): string[] {
  const lists = [
    callerHeaders['anthropic-beta'],
    endpoint.extraHeaders['anthropic-beta'],
    bodyHeaders?.['anthropic-beta'],
  ];
  const named = lists.flatMap((list) => (list === undefined ? [] : String(list).split(',')));
  const all = [...named, ...betas, ...dialect.requiredBetas].map((beta) => beta.trim());
  return [...new Set(all)].filter((beta) => beta !== '');
}
