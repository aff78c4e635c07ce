import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import type { Column } from '../../components/data-table.js';
import { formatDuration } from '../../components/format-duration.js';
import { Money } from '../../components/money.js';
import { StatusBadge } from '../../components/status-badge.js';
import { Tokens } from '../../components/tokens.js';
import { TwoLines } from '../../components/two-lines.js';
import { When } from '../../components/when.js';
import { requestHref, type UsageRecord } from './usage-record.js';

/** The columns of the records; the time leads to the request. */
export const RECORD_COLUMNS: readonly Column<UsageRecord>[] = [
  {
    id: 'created_at',
    header: 'Time',
    width: 166,
    cell: ({ request_id, created_at, attempt }) => (
      <TwoLines below={attempt > 1 ? `attempt ${attempt}` : ''}>
        <Anchor component={Link} href={requestHref(request_id)} size="sm">
          <When value={created_at} />
        </Anchor>
      </TwoLines>
    ),
  },
  {
    id: 'key',
    header: 'Key',
    width: 150,
    cell: ({ key_id, key_name, team_name }) => (
      <TwoLines below={team_name ?? ''}>{key_name ?? key_id?.slice(0, 8) ?? 'master key'}</TwoLines>
    ),
  },
  {
    id: 'model',
    header: 'Model',
    width: 194,
    cell: ({ model, served_model, provider }) => (
      <TwoLines below={served_model === null ? (provider ?? '') : `served by ${served_model}`}>
        {model}
      </TwoLines>
    ),
  },
  numbers('input', 'In', ({ input_tokens }) => <Tokens count={input_tokens} />),
  numbers('output', 'Out', ({ output_tokens }) => <Tokens count={output_tokens} />),
  numbers('cache', 'Cache', ({ cache_read_tokens, cache_write_tokens }) => (
    <Tokens count={cache_read_tokens + cache_write_tokens} />
  )),
  { id: 'cost', header: 'Cost', align: 'end', cell: ({ cost_usd }) => <Money usd={cost_usd} /> },
  {
    id: 'result',
    header: 'Result',
    width: 126,
    cell: ({ result, status, error_type }) => (
      <TwoLines below={error_type ?? String(status)}>
        <StatusBadge status={result} />
      </TwoLines>
    ),
  },
  numbers('duration', 'Duration', ({ duration_ms, time_to_first_token_ms }) => (
    <TwoLines
      below={time_to_first_token_ms === null ? '' : `first ${formatDuration(time_to_first_token_ms)}`}
    >
      {formatDuration(duration_ms)}
    </TwoLines>
  )),
];

function numbers(id: string, header: string, cell: (record: UsageRecord) => ReactNode): Column<UsageRecord> {
  return { id, header, cell, align: 'end', isExtra: true };
}
