import type { TokenCounts } from './conversation.js';
import type { RequestRecord } from './use-request-record.js';

type Attempt = RequestRecord['attempts'][number];
type CostName = 'input' | 'cache_read' | 'cache_write_5m' | 'cache_write_1h' | 'output';

/** Tokens of one kind, and what they cost. */
export interface Bucket {
  name: string;
  tokens: number;
  /** Dollars; null: not known, or not yet. */
  costUsd: number | null;
}

const RECORDED: readonly { name: string; tokens: (attempt: Attempt) => number; cost: CostName }[] = [
  { name: 'Input', tokens: (attempt) => attempt.input_tokens, cost: 'input' },
  { name: 'Cache read', tokens: (attempt) => attempt.cache_read_tokens, cost: 'cache_read' },
  { name: 'Cache write, 5 min', tokens: (attempt) => attempt.cache_write_5m_tokens, cost: 'cache_write_5m' },
  { name: 'Cache write, 1 h', tokens: (attempt) => attempt.cache_write_1h_tokens, cost: 'cache_write_1h' },
  { name: 'Output', tokens: (attempt) => attempt.output_tokens, cost: 'output' },
];

/** The tokens of an answer by what they are billed as: of all its attempts once they are recorded, else as it said itself. */
export function bucketsOf(
  tokens: TokenCounts | undefined,
  record: RequestRecord | null | undefined,
): Bucket[] {
  const buckets = record ? bucketsOfRecord(record.attempts) : bucketsOfAnswer(tokens);
  return buckets.filter(({ name, tokens: count }) => count > 0 || name === 'Input' || name === 'Output');
}

function bucketsOfAnswer(tokens: TokenCounts | undefined): Bucket[] {
  const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = tokens ?? {};
  const counts = { Input: input, 'Cache read': cacheRead, 'Cache write': cacheWrite, Output: output };
  return Object.entries(counts).map(([name, count]) => ({ name, tokens: count, costUsd: null }));
}

function bucketsOfRecord(attempts: readonly Attempt[]): Bucket[] {
  return RECORDED.map(({ name, tokens, cost }) => ({
    name,
    tokens: sumOf(attempts.map(tokens)),
    costUsd: attempts.some(({ cost_breakdown }) => cost_breakdown === null)
      ? null
      : sumOf(attempts.map(({ cost_breakdown }) => cost_breakdown?.[cost] ?? 0)),
  }));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
