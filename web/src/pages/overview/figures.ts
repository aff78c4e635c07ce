import { formatDuration } from '../../components/format-duration.js';
import { formatShare } from '../../components/format-share.js';
import { formatMoney } from '../../components/money.js';
import { formatCount } from '../../components/tokens.js';
import { type Sums, tokensOf } from './summary.js';

/** A figure of the overview. */
export interface Figure {
  label: string;
  of: (sums: Sums) => number | null;
  format: (value: number) => string;
  /** What it is at a time without requests. */
  empty: 0 | null;
  better?: 'more' | 'less';
}

export const FIGURES: readonly Figure[] = [
  { label: 'Spend', of: ({ cost_usd }) => cost_usd, format: formatMoney, empty: 0 },
  { label: 'Requests', of: ({ requests }) => requests, format: formatCount, empty: 0 },
  { label: 'Tokens', of: tokensOf, format: formatCount, empty: 0 },
  {
    label: 'Input from the cache',
    of: ({ cache_read_share }) => cache_read_share,
    format: formatShare,
    empty: null,
    better: 'more',
  },
  {
    label: 'Error rate',
    of: ({ error_rate }) => error_rate,
    format: formatShare,
    empty: null,
    better: 'less',
  },
  {
    label: 'Mean time to first token',
    of: ({ mean_time_to_first_token_ms }) => mean_time_to_first_token_ms,
    format: formatDuration,
    empty: null,
    better: 'less',
  },
];
