import { formatCount, formatDollars, formatSeconds, formatTime } from '../terminal/format-values.js';
import { renderTable } from '../terminal/render-table.js';
import type { Terminal } from '../terminal/terminal.js';
import {
  type ApiUsage,
  type ApiUsageGroup,
  type ApiUsageSummary,
  type ApiUsageSums,
  GROUP_TITLES,
} from './api-usage.js';

const NONE = '-';

const GROUP_CELLS: Readonly<Record<keyof typeof GROUP_TITLES, (group: ApiUsageGroup) => string>> = {
  key: ({ key_name, key_preview, key_id }) => key_name ?? key_preview ?? key_id ?? NONE,
  team: ({ team_name, team_id }) => team_name ?? team_id ?? NONE,
  user: ({ user_name, user_id }) => user_name ?? user_id ?? NONE,
  model: ({ model }) => model ?? NONE,
  provider: ({ provider }) => provider ?? NONE,
  day: ({ day }) => day ?? NONE,
  hour: ({ hour }) => (hour === undefined ? NONE : formatTime(hour)),
};

const SUM_COLUMNS = [
  'REQUESTS',
  'ATTEMPTS',
  'FAILED',
  'INPUT',
  'OUTPUT',
  'CACHE READ',
  'CACHE WRITE',
  'FROM CACHE',
  'COST',
].map((title) => ({ title, isNumber: true }));

const RECORD_COLUMNS = [
  { title: 'TIME' },
  { title: 'KEY' },
  { title: 'MODEL' },
  { title: 'RESULT' },
  { title: 'INPUT', isNumber: true },
  { title: 'OUTPUT', isNumber: true },
  { title: 'CACHE READ', isNumber: true },
  { title: 'CACHE WRITE', isNumber: true },
  { title: 'COST', isNumber: true },
  { title: 'TOOK', isNumber: true },
  { title: 'REQUEST' },
];

/** A row for each group, and one for all. */
export function summaryTable({ group_by, data, totals }: ApiUsageSummary, terminal: Terminal): string {
  const columns = [...group_by.map((grouping) => ({ title: GROUP_TITLES[grouping] })), ...SUM_COLUMNS];
  const rows = data.map((group) => [
    ...group_by.map((grouping) => GROUP_CELLS[grouping](group)),
    ...sumCells(group),
  ]);
  const total = [...group_by.map((_, index) => (index === 0 ? 'total' : '')), ...sumCells(totals)];
  return renderTable(columns, [...rows, total], terminal);
}

/** A row for each record. */
export function recordsTable(records: readonly ApiUsage[], terminal: Terminal): string {
  const rows = records.map((record) => [
    formatTime(record.created_at),
    record.key_name ?? record.key_id ?? NONE,
    record.model,
    resultOf(record),
    formatCount(record.input_tokens),
    formatCount(record.output_tokens),
    formatCount(record.cache_read_tokens),
    formatCount(record.cache_write_tokens),
    costOf(record),
    formatSeconds(record.duration_ms),
    record.request_id,
  ]);
  return renderTable(RECORD_COLUMNS, rows, terminal);
}

function sumCells(sums: ApiUsageSums): string[] {
  const counts = [
    sums.requests,
    sums.attempts,
    sums.failures,
    sums.input_tokens,
    sums.output_tokens,
    sums.cache_read_tokens,
    sums.cache_write_tokens,
  ];
  return [...counts.map(formatCount), formatShare(sums.cache_read_share), costOfAll(sums)];
}

function formatShare(share: number | null): string {
  return share === null ? NONE : `${(share * 100).toFixed(1)}%`;
}

function costOfAll({ cost_usd, notional_cost_usd, unpriced }: ApiUsageSums): string {
  const notional = notional_cost_usd === 0 ? '' : ` (${formatDollars(notional_cost_usd)} notional)`;
  const unknown = unpriced === 0 ? '' : ` + ${formatCount(unpriced)} without a price`;
  return `${formatDollars(cost_usd)}${notional}${unknown}`;
}

function costOf({ cost_usd, is_notional }: ApiUsage): string {
  if (cost_usd === null) return 'no price';
  return is_notional ? `${formatDollars(cost_usd)} notional` : formatDollars(cost_usd);
}

function resultOf({ result, status, error_type }: ApiUsage): string {
  return result === 'completed' ? `${status}` : `${status} ${error_type ?? result}`;
}
