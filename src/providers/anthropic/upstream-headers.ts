import type { IncomingHttpHeaders } from 'node:http';

import type { HeaderList } from '../header-list.js';
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

/** What the gateway says itself, whatever the sources say. */
const OWN_HEADERS = new Set(['accept', 'accept-encoding', 'content-type', 'user-agent', 'anthropic-beta']);

/**
 * The headers of a request to upstream. Of the caller's, only `anthropic-*` pass. Betas are the union of all sources, in
 * order and without repeats; the one credential header and what the provider requires win over everything else.
 */
export function headersForUpstream(sources: UpstreamHeaderSources): HeaderList {
  const { credentialHeader } = sources.dialect;
  const headers = [
    'accept',
    sources.isStream ? 'text/event-stream' : 'application/json',
    'accept-encoding',
    'identity',
    'content-type',
    'application/json',
    'user-agent',
    USER_AGENT,
    credentialHeader.name,
    credentialHeader.scheme + sources.endpoint.credential,
  ];
  const given = givenHeaders(sources);
  for (const name in given) {
    if (OWN_HEADERS.has(name) || name === credentialHeader.name) continue;
    headers.push(name, given[name] as string);
  }
  const betas = unionOfBetas(sources);
  if (betas !== '') headers.push('anthropic-beta', betas);
  return headers;
}

/** Upstream's headers that go down: rate limits, the request's id, and when to come back. */
export function headersForCaller(upstreamHeaders: IncomingHttpHeaders): HeaderList {
  const headers: HeaderList = [];
  for (const name in upstreamHeaders) {
    const isSent = SENT_TO_CALLERS.has(name) || name.startsWith('anthropic-');
    if (!isSent || KEPT_FROM_CALLERS.has(name)) continue;
    const value = upstreamHeaders[name];
    if (typeof value === 'string') headers.push(name, value);
  }
  return headers;
}

/** The sources' own headers, of which each wins over those before it. */
function givenHeaders({
  callerHeaders,
  endpoint,
  bodyHeaders,
}: UpstreamHeaderSources): Record<string, string> {
  return {
    'anthropic-version': ANTHROPIC_VERSION,
    ...anthropicHeadersOf(callerHeaders),
    ...endpoint.extraHeaders,
    ...bodyHeaders,
  };
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
}: UpstreamHeaderSources): string {
  const lists = [
    callerHeaders['anthropic-beta'],
    endpoint.extraHeaders['anthropic-beta'],
    bodyHeaders?.['anthropic-beta'],
  ].filter((list) => list !== undefined);
  // As most requests have it.
  if (lists.length === 0 && betas.length === 0) return dialect.requiredBetas.join(',');
  const named = lists.flatMap((list) => String(list).split(','));
  const all = [...named, ...betas, ...dialect.requiredBetas].map((beta) => beta.trim());
  return [...new Set(all)].filter((beta) => beta !== '').join(',');
}
