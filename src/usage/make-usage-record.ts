import { NO_TOKEN_USAGE, type TokenUsage } from '../translation/token-usage.js';
import { makeAttemptId } from './attempt-id.js';
import type { AttemptEnding, AttemptTerms, RefusalTerms } from './attempt-terms.js';
import type { RecordIdentity, RecordOutcome } from './usage-record.js';

/** More than any answer has; below it sums stay exact. */
const MOST_PLAUSIBLE_COUNT = 1_000_000_000;
const MOST_MILLISECONDS = 2_147_483_647;
const CRASH_STATUS = 500;

/** Whose attempt or refusal it is. Written field by field, as all here: spreading objects takes several times as long. */
export function identityOf(terms: AttemptTerms | RefusalTerms, isNotional = false): RecordIdentity {
  const createdAt = Math.trunc(terms.createdAtMs);
  const attempt = terms.attempt ?? 1;
  return {
    attemptId: makeAttemptId(createdAt, attempt),
    requestId: terms.requestId,
    attempt,
    route: terms.route,
    keyId: terms.keyId,
    teamId: terms.teamId,
    userId: terms.userId,
    model: terms.model,
    upstreamModel: terms.upstreamModel,
    provider: terms.provider,
    deployment: terms.deployment,
    servedModel: terms.servedModel,
    isNotional,
    isStream: terms.isStream,
    sessionId: terms.sessionId,
    createdAt,
  };
}

/** What stands for the outcome of an attempt until it is settled: that of one that the gateway did not live to settle. */
export function crashOutcome(estimatedInputTokens: number, costNanoUsd: number | null): RecordOutcome {
  return {
    inputTokens: isCount(estimatedInputTokens) ? estimatedInputTokens : 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 0,
    thinkingTokens: 0,
    webSearchRequests: 0,
    webFetchRequests: 0,
    costNanoUsd: costNanoUsd === null || isAmount(costNanoUsd) ? costNanoUsd : 0,
    isEstimated: true,
    isSuspect: false,
    result: 'failed',
    status: CRASH_STATUS,
    errorType: 'gateway_crashed',
    errorCode: undefined,
    durationMs: 0,
    timeToFirstTokenMs: undefined,
  };
}

/**
 * The outcome of an attempt that has ended. Whatever the figures are, it holds none that is negative, fractional or
 * beyond belief: such a one counts as 0 and makes the record suspect.
 */
export function settledOutcome(ending: AttemptEnding): RecordOutcome {
  const isCostPossible = ending.costNanoUsd === null || isAmount(ending.costNanoUsd);
  const given = ending.usage ?? NO_TOKEN_USAGE;
  const isUsagePossible = areCounts(given);
  const usage = isUsagePossible ? given : possibleCountsOf(given);
  return {
    inputTokens: usage.inputTokens,
    cacheReadTokens: usage.cacheReadTokens,
    cacheWrite5mTokens: usage.cacheWrite5mTokens,
    cacheWrite1hTokens: usage.cacheWrite1hTokens,
    outputTokens: usage.outputTokens,
    thinkingTokens: usage.thinkingTokens,
    webSearchRequests: usage.webSearchRequests,
    webFetchRequests: usage.webFetchRequests,
    costNanoUsd: isCostPossible ? ending.costNanoUsd : 0,
    isEstimated: ending.isEstimated,
    isSuspect: ending.isSuspect || !isCostPossible || !isUsagePossible,
    result: ending.result,
    status: ending.status,
    errorType: ending.errorType,
    errorCode: ending.errorCode,
    durationMs: wholeMilliseconds(ending.durationMs),
    timeToFirstTokenMs:
      ending.timeToFirstTokenMs === undefined ? undefined : wholeMilliseconds(ending.timeToFirstTokenMs),
  };
}

/** The outcome of a refusal: no tokens, no cost. */
export function refusalOutcome(terms: RefusalTerms): RecordOutcome {
  return {
    ...NO_TOKEN_USAGE,
    costNanoUsd: null,
    isEstimated: false,
    isSuspect: false,
    result: 'refused',
    status: terms.status,
    errorType: terms.errorType,
    errorCode: terms.errorCode,
    durationMs: wholeMilliseconds(terms.durationMs),
  };
}

function possibleCountsOf(usage: TokenUsage): TokenUsage {
  const names = Object.keys(NO_TOKEN_USAGE) as (keyof TokenUsage)[];
  const counts = names.map((name) => [name, isCount(usage[name]) ? usage[name] : 0]);
  return Object.fromEntries(counts) as TokenUsage;
}

function areCounts(usage: TokenUsage): boolean {
  return (
    isCount(usage.inputTokens) &&
    isCount(usage.cacheReadTokens) &&
    isCount(usage.cacheWrite5mTokens) &&
    isCount(usage.cacheWrite1hTokens) &&
    isCount(usage.outputTokens) &&
    isCount(usage.thinkingTokens) &&
    isCount(usage.webSearchRequests) &&
    isCount(usage.webFetchRequests)
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_PLAUSIBLE_COUNT;
}

function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Not a number is 0, like everything below it. */
function wholeMilliseconds(milliseconds: number): number {
  return milliseconds > 0 ? Math.min(Math.round(milliseconds), MOST_MILLISECONDS) : 0;
}
