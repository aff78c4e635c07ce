import type { Attempt } from '../api/answers.js';

/** What tokens are billed as, with what was used of it and what that costs. */
export interface Bucket {
  name: string;
  tokens: number;
  /** Dollars; null: not known. */
  costUsd: number | null;
}

type CostName = Exclude<keyof NonNullable<Attempt['cost_breakdown']>, 'is_exact'>;

const BUCKETS: readonly { name: string; of: (attempt: Attempt) => number; cost: CostName }[] = [
  { name: 'Input', of: ({ input_tokens }) => input_tokens, cost: 'input' },
  { name: 'Cache read', of: ({ cache_read_tokens }) => cache_read_tokens, cost: 'cache_read' },
  {
    name: 'Cache write, 5 min',
    of: ({ cache_write_5m_tokens }) => cache_write_5m_tokens,
    cost: 'cache_write_5m',
  },
  {
    name: 'Cache write, 1 h',
    of: ({ cache_write_1h_tokens }) => cache_write_1h_tokens,
    cost: 'cache_write_1h',
  },
  { name: 'Output', of: ({ output_tokens }) => output_tokens, cost: 'output' },
];

/** The tokens of a request by what they are billed as, of all its attempts. */
export function bucketsOf(attempts: readonly Attempt[]): Bucket[] {
  const isPriced = attempts.some(({ cost_breakdown }) => cost_breakdown !== null);
  return BUCKETS.map(({ name, of, cost }) => ({
    name,
    tokens: sumOf(attempts.map(of)),
    costUsd: isPriced ? costOf(attempts, cost) : null,
  }));
}

/** What web searches cost beside the tokens; dollars. */
export function webSearchCostOf(attempts: readonly Attempt[]): number {
  return costOf(attempts, 'web_search');
}

function costOf(attempts: readonly Attempt[], cost: CostName): number {
  return sumOf(attempts.map(({ cost_breakdown }) => cost_breakdown?.[cost] ?? 0));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
