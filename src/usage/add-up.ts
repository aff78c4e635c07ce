import type { UsageSums } from './usage-report.js';

const NOTHING: UsageSums = {
  requests: 0n,
  retries: 0n,
  failures: 0n,
  inputTokens: 0n,
  cacheReadTokens: 0n,
  cacheWrite5mTokens: 0n,
  cacheWrite1hTokens: 0n,
  outputTokens: 0n,
  thinkingTokens: 0n,
  webSearchRequests: 0n,
  costNanoUsd: 0n,
  notionalNanoUsd: 0n,
  unpriced: 0n,
  refusals: 0n,
  completions: 0n,
  cancellations: 0n,
  completedMs: 0n,
  firstTokens: 0n,
  firstTokenMs: 0n,
};
const FIELDS = Object.keys(NOTHING) as (keyof UsageSums)[];

/** The sums of several groups together. */
export function addUp(groups: readonly UsageSums[]): UsageSums {
  const totals = { ...NOTHING };
  for (const group of groups) {
    for (const field of FIELDS) totals[field] += group[field];
  }
  return totals;
}
