import { type Bucket, bucketsOf as bucketsOfAttempts } from '../../components/buckets.js';
import type { UsageRequest } from '../../api/answers.js';
import type { TokenCounts } from './conversation.js';

/** The tokens of an answer by what they are billed as: of all its attempts once they are recorded, else as it said itself. */
export function bucketsOf(
  tokens: TokenCounts | undefined,
  record: UsageRequest | null | undefined,
): Bucket[] {
  const buckets = record ? bucketsOfAttempts(record.attempts) : bucketsOfAnswer(tokens);
  return buckets.filter(({ name, tokens: count }) => count > 0 || name === 'Input' || name === 'Output');
}

function bucketsOfAnswer(tokens: TokenCounts | undefined): Bucket[] {
  const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = tokens ?? {};
  const counts = { Input: input, 'Cache read': cacheRead, 'Cache write': cacheWrite, Output: output };
  return Object.entries(counts).map(([name, count]) => ({ name, tokens: count, costUsd: null }));
}
