import { dollarsOf } from '../../pricing/dollars.js';
import type {
  ReportedUsage,
  UsageGroup,
  UsageGrouping,
  UsageSums,
  UsageSummary,
} from '../../usage/usage-report.js';

/** A share has four decimals. */
const SHARE_STEPS = 10_000;

/** A record of usage as the admin API gives it. */
export type UsageAnswer = ReturnType<typeof usageAnswer>;

/** A record in the API's names, with its cost in dollars. */
export function usageAnswer(record: ReportedUsage) {
  return {
    request_id: record.requestId,
    attempt_id: record.attemptId,
    attempt: record.attempt,
    route: record.route,
    key_id: record.keyId,
    key_name: record.keyName,
    team_id: record.teamId,
    team_name: record.teamName,
    user_id: record.userId,
    user_name: record.userName,
    model: record.model,
    upstream_model: record.upstreamModel,
    provider: record.provider,
    deployment: record.deployment,
    input_tokens: Number(record.inputTokens),
    output_tokens: Number(record.outputTokens),
    thinking_tokens: Number(record.thinkingTokens),
    cache_read_tokens: Number(record.cacheReadTokens),
    cache_write_tokens: Number(record.cacheWrite5mTokens + record.cacheWrite1hTokens),
    cache_write_5m_tokens: Number(record.cacheWrite5mTokens),
    cache_write_1h_tokens: Number(record.cacheWrite1hTokens),
    web_search_requests: record.webSearchRequests,
    web_fetch_requests: record.webFetchRequests,
    cost_usd: record.costNanoUsd === null ? null : dollarsOf(Number(record.costNanoUsd)),
    is_estimated: record.isEstimated,
    is_suspect: record.isSuspect,
    result: record.result,
    status: record.status,
    error_type: record.errorType,
    error_code: record.errorCode,
    stream: record.isStream,
    duration_ms: record.durationMs,
    time_to_first_token_ms: record.timeToFirstTokenMs,
    session_id: record.sessionId,
    created_at: record.createdAt.toISOString(),
    served_model: record.servedModel,
    is_notional: record.isNotional,
  };
}

/** What a group is called by: the fields of those things that were asked for. */
interface GroupNames {
  key_id?: string | null;
  key_name?: string | null;
  key_preview?: string | null;
  team_id?: string | null;
  team_name?: string | null;
  user_id?: string | null;
  user_name?: string | null;
  model?: string;
  provider?: string | null;
  day?: string;
  hour?: string;
}

const GROUP_NAMES: Readonly<Record<UsageGrouping, (group: UsageGroup) => GroupNames>> = {
  key: ({ keyId, keyName, keyPreview }) => ({ key_id: keyId, key_name: keyName, key_preview: keyPreview }),
  team: ({ teamId, teamName }) => ({ team_id: teamId, team_name: teamName }),
  user: ({ userId, userName }) => ({ user_id: userId, user_name: userName }),
  model: ({ model }) => ({ model }),
  provider: ({ provider }) => ({ provider }),
  day: ({ day }) => ({ day: day?.toISOString().slice(0, 10) }),
  hour: ({ hour }) => ({ hour: hour?.toISOString() }),
};

/** Sums of usage as the admin API gives them. */
export type SummaryAnswer = ReturnType<typeof summaryAnswer>;

/** A summary in the API's names; `from` and `to` are the days or hours that it covers, `to` without its own. */
export function summaryAnswer(
  { span, groups, totals, isTruncated }: UsageSummary,
  groupBy: readonly UsageGrouping[],
) {
  return {
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    group_by: groupBy,
    data: groups.map((group) => ({
      ...(Object.assign({}, ...groupBy.map((grouping) => GROUP_NAMES[grouping](group))) as GroupNames),
      ...sumsAnswer(group),
    })),
    totals: sumsAnswer(totals),
    truncated: isTruncated,
  };
}

function sumsAnswer(sums: UsageSums) {
  return {
    requests: Number(sums.requests),
    attempts: Number(sums.requests + sums.retries),
    failures: Number(sums.failures),
    errors: Number(sums.failures - sums.refusals),
    refusals: Number(sums.refusals),
    cancellations: Number(sums.cancellations),
    failed_requests: failedRequestsOf(sums),
    error_rate: shareOf(failedRequestsOf(sums), Number(sums.requests)),
    mean_duration_ms: meanOf(sums.completedMs, sums.completions),
    mean_time_to_first_token_ms: meanOf(sums.firstTokenMs, sums.firstTokens),
    input_tokens: Number(sums.inputTokens),
    output_tokens: Number(sums.outputTokens),
    thinking_tokens: Number(sums.thinkingTokens),
    cache_read_tokens: Number(sums.cacheReadTokens),
    cache_write_tokens: Number(sums.cacheWrite5mTokens + sums.cacheWrite1hTokens),
    cache_write_5m_tokens: Number(sums.cacheWrite5mTokens),
    cache_write_1h_tokens: Number(sums.cacheWrite1hTokens),
    web_search_requests: Number(sums.webSearchRequests),
    cache_read_share: cacheReadShareOf(sums),
    cost_usd: dollarsOf(Number(sums.costNanoUsd)),
    notional_cost_usd: dollarsOf(Number(sums.notionalNanoUsd)),
    unpriced: Number(sums.unpriced),
  };
}

/** The part of all input that came from the cache, from 0 to 1; null without any input. */
function cacheReadShareOf(sums: UsageSums): number | null {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = sums;
  const allInput = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
  return shareOf(Number(cacheReadTokens), Number(allInput));
}

/**
 * Requests end in an answer, by their caller, in a refusal or in a failure; further attempts after a failure are not
 * the end of it. A request whose attempts are in different groups can count in neither.
 */
function failedRequestsOf({ requests, completions, cancellations, refusals }: UsageSums): number {
  return Math.max(0, Number(requests - completions - cancellations - refusals));
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * SHARE_STEPS) / SHARE_STEPS;
}

function meanOf(sum: bigint, count: bigint): number | null {
  return count === 0n ? null : Math.round(Number(sum) / Number(count));
}
