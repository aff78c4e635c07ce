import type { Span } from '../../components/time-range.js';
import type { UsageQuery } from './usage-record.js';

/** Those that sums can be narrowed by too. */
const SUMMED = ['key_id', 'team_id', 'user_id', 'model', 'provider'] as const;
/** Those that only records can be narrowed by, and few people look for. */
export const RARE = [
  'deployment',
  'status',
  'session_id',
  'request_id',
  'error_type',
  'min_cost_usd',
] as const;
const OF_RECORDS = ['result', ...RARE] as const;

/** All filters of records, as the address has them. */
export const FILTERS = [...SUMMED, ...OF_RECORDS] as const;
export type FilterValues = Partial<Record<(typeof FILTERS)[number], string>>;

/** Whether sums cannot be narrowed as far as the records are. */
export function isBeyondSums(values: FilterValues): boolean {
  return OF_RECORDS.some((name) => values[name] !== undefined);
}

/** What the API takes for records. What it does not know it refuses, and says so. */
export function recordQueryOf(values: FilterValues, { from, to }: Span): UsageQuery {
  return { ...pick(values, FILTERS), from, to };
}

/** What the API takes for sums. */
export function sumQueryOf(values: FilterValues, { from, to }: Span) {
  return { ...pick(values, SUMMED), from, to };
}

/** Where the records come from as a file. */
export function csvHref(values: FilterValues, { from, to }: Span): string {
  const query = { ...pick(values, FILTERS), from, to, format: 'csv' };
  return `/admin/usage?${new URLSearchParams(query).toString()}`;
}

function pick(values: FilterValues, names: readonly (keyof FilterValues)[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
