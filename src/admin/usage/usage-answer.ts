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

/** What a group is called by, for each thing that usage can be summed up by. */
const GROUP_NAMES: Readonly<Record<UsageGrouping, (group: UsageGroup) => Record<string, unknown>>> = {
  key: ({ keyId, keyName, keyPreview }) => ({ key_id: keyId, key_name: keyName, key_preview: keyPreview }),
  team: ({ teamId, teamName }) => ({ team_id: teamId, team_name: teamName }),
  user: ({ userId, userName }) => ({ user_id: userId, user_name: userName }),
  model: ({ model }) => ({ model }),
  provider: ({ provider }) => ({ provider }),
  day: ({ day }) => ({ day: day?.toISOString().slice(0, 10) }),
};

/** A summary in the API's names; `from` and `to` are the days that it covers, `to` without its own. */
export function summaryAnswer(
  { span, groups, totals, isTruncated }: UsageSummary,
  groupBy: readonly UsageGrouping[],
) {
  return {
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    group_by: groupBy,
    data: groups.map((group) => ({
      ...(Object.assign({}, ...groupBy.map((grouping) => GROUP_NAMES[grouping](group))) as Record<
        string,
        unknown
      >),
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
  if (allInput === 0n) return null;
  return Math.round((Number(cacheReadTokens) / Number(allInput)) * SHARE_STEPS) / SHARE_STEPS;
}
