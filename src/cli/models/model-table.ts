import { formatCount, formatSeconds, formatTime } from '../terminal/format-values.js';
import { renderTable } from '../terminal/render-table.js';
import type { Terminal } from '../terminal/terminal.js';
import type { ApiModel, ApiModelStatus } from './api-model.js';

const NONE = '-';

const COLUMNS = [
  { title: 'NAME' },
  { title: 'MODEL' },
  { title: 'HEALTH' },
  { title: 'SOURCE' },
  { title: 'KEY' },
  { title: 'IN FLIGHT', isNumber: true },
  { title: 'REQUESTS/MIN', isNumber: true },
  { title: 'FAILED/MIN', isNumber: true },
  { title: 'FIRST TOKEN', isNumber: true },
  { title: 'WEIGHT', isNumber: true },
  { title: 'ORDER', isNumber: true },
  { title: 'ID' },
];

/** Deployments, one a row. */
export function modelTable(models: readonly ApiModel[], terminal: Terminal): string {
  const rows = models.map((model) => [
    model.model_name,
    model.model,
    healthOf(model),
    model.source,
    model.credential_preview ?? NONE,
    countOf(model.status?.in_flight),
    countOf(model.status?.requests_last_minute),
    countOf(model.status?.failures_last_minute),
    secondsOf(model.status?.time_to_first_token_ms),
    String(model.weight),
    String(model.order),
    model.id,
  ]);
  return renderTable(COLUMNS, rows, terminal);
}

/** One deployment with everything that is known of it, one thing a row. */
export function modelCard(model: ApiModel, terminal: Terminal): string {
  const rows = [
    ['id', model.id],
    ['name', model.model_name],
    ['model', model.model],
    ['source', model.source],
    ['auth', model.auth],
    ['credential', model.credential_preview ?? NONE],
    ['address', model.api_base ?? 'the provider’s own'],
    ['extra headers', model.extra_header_names.join(', ') || NONE],
    ['weight', String(model.weight)],
    ['order', String(model.order)],
    ['requests a minute', limitOf(model.rpm, model.status?.requests_left)],
    ['tokens a minute', limitOf(model.tpm, model.status?.tokens_left)],
    ['time-out', model.timeout === null ? NONE : `${model.timeout} s`],
    ['health', healthOf(model)],
    ['problem', model.problem ?? model.status?.error?.message ?? NONE],
    ...statusRows(model.status),
    ['created', model.created_at === null ? NONE : formatTime(model.created_at)],
  ];
  return renderTable([{ title: 'FIELD' }, { title: 'VALUE' }], rows, terminal);
}

function statusRows(status: ApiModelStatus | null): string[][] {
  if (status === null) return [];
  return [
    ['in flight', countOf(status.in_flight)],
    ['requests in the last minute', countOf(status.requests_last_minute)],
    ['failed in the last minute', countOf(status.failures_last_minute)],
    ['tokens in the last minute', countOf(status.tokens_last_minute)],
    ['time to first token', secondsOf(status.time_to_first_token_ms)],
    ['upstream’s limits left', status.upstream_limits.map(upstreamLimitOf).join(', ') || NONE],
  ];
}

function healthOf({ health, status }: ApiModel): string {
  const { reason, until } = status ?? { reason: null, until: null };
  const details = [reason, until === null ? null : `until ${formatTime(until)}`].filter(
    (one) => one !== null,
  );
  return details.length === 0 ? health : `${health} (${details.join(', ')})`;
}

function upstreamLimitOf({ name, remaining, limit }: ApiModelStatus['upstream_limits'][number]): string {
  return `${name} ${countOf(remaining)}/${countOf(limit)}`;
}

function limitOf(limit: number | null, left: number | null | undefined): string {
  if (limit === null) return NONE;
  return `${formatCount(limit)}${typeof left === 'number' ? ` (${formatCount(left)} left)` : ''}`;
}

function countOf(count: number | null | undefined): string {
  return typeof count === 'number' ? formatCount(count) : NONE;
}

function secondsOf(ms: number | null | undefined): string {
  return typeof ms === 'number' ? formatSeconds(ms) : NONE;
}
