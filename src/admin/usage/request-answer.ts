import { dollarsOf } from '../../pricing/dollars.js';
import type { ReportedUsage } from '../../usage/usage-report.js';
import type { AttemptCost } from './request-costs.service.js';
import { usageAnswer } from './usage-answer.js';

/** One request as the admin API gives it, with all that was tried for it. */
export type RequestAnswer = ReturnType<typeof requestAnswer>;

/** A request of at least one attempt, in their order, each with its cost by bucket where that is known. */
export function requestAnswer(
  attempts: readonly ReportedUsage[],
  costs: readonly (AttemptCost | undefined)[],
) {
  const [first, last] = [attempts[0], attempts.at(-1)] as [ReportedUsage, ReportedUsage];
  return {
    request_id: first.requestId,
    created_at: first.createdAt.toISOString(),
    duration_ms: endMsOf(last) - first.createdAt.getTime(),
    result: last.result,
    status: last.status,
    cost_usd: costOfAll(attempts),
    attempts: attempts.map((attempt, index) => attemptAnswer(attempt, costs[index])),
  };
}

function attemptAnswer(attempt: ReportedUsage, cost: AttemptCost | undefined) {
  return {
    ...usageAnswer(attempt),
    cost_breakdown: cost === undefined ? null : breakdownAnswer(cost, attempt.costNanoUsd),
    price_source: cost?.source ?? null,
  };
}

/** Not exact: prices have changed since, or the cost was an estimate of its own. */
function breakdownAnswer({ byBucket, totalNanoUsd }: AttemptCost, recorded: bigint | null) {
  return {
    input: dollarsOf(byBucket.input),
    cache_read: dollarsOf(byBucket.cacheRead),
    cache_write_5m: dollarsOf(byBucket.cacheWrite5m),
    cache_write_1h: dollarsOf(byBucket.cacheWrite1h),
    output: dollarsOf(byBucket.output),
    web_search: dollarsOf(byBucket.webSearch),
    is_exact: recorded !== null && Number(recorded) === totalNanoUsd,
  };
}

/** Null where no attempt has a known cost. */
function costOfAll(attempts: readonly ReportedUsage[]): number | null {
  const costs = attempts.flatMap(({ costNanoUsd }) => (costNanoUsd === null ? [] : [Number(costNanoUsd)]));
  return costs.length === 0 ? null : dollarsOf(costs.reduce((sum, cost) => sum + cost));
}

function endMsOf({ createdAt, durationMs }: ReportedUsage): number {
  return createdAt.getTime() + durationMs;
}
