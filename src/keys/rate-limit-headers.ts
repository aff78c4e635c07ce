import type { HeaderList } from '../providers/header-list.js';
import type { LimitStanding, RateLimitStanding } from './rate-limit-standing.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** The headers in OpenAI's form: `x-ratelimit-limit-requests: 60`, `x-ratelimit-reset-requests: 1m0.1s`. */
export function openAiRateLimitHeaders({ requests, tokens }: RateLimitStanding): HeaderList {
  return [...openAiHeaders('requests', requests), ...openAiHeaders('tokens', tokens)];
}

/** The headers in Anthropic's form: `anthropic-ratelimit-requests-limit: 60`, `…-reset: 2026-01-01T00:01:00Z`. */
export function anthropicRateLimitHeaders(
  { requests, tokens }: RateLimitStanding,
  nowMs: number,
): HeaderList {
  return [...anthropicHeaders('requests', requests, nowMs), ...anthropicHeaders('tokens', tokens, nowMs)];
}

function openAiHeaders(kind: string, standing: LimitStanding | undefined): HeaderList {
  if (standing === undefined) return [];
  return [
    `x-ratelimit-limit-${kind}`,
    String(standing.limit),
    `x-ratelimit-remaining-${kind}`,
    String(standing.remaining),
    `x-ratelimit-reset-${kind}`,
    asGoDuration(standing.resetAfterMs),
  ];
}

function anthropicHeaders(kind: string, standing: LimitStanding | undefined, nowMs: number): HeaderList {
  if (standing === undefined) return [];
  return [
    `anthropic-ratelimit-${kind}-limit`,
    String(standing.limit),
    `anthropic-ratelimit-${kind}-remaining`,
    String(standing.remaining),
    `anthropic-ratelimit-${kind}-reset`,
    asTime(nowMs + standing.resetAfterMs),
  ];
}

/** As OpenAI writes durations: `0s`, `340ms`, `12s`, `59.9s`, `1m0.1s`. */
function asGoDuration(durationMs: number): string {
  const wholeMs = Math.ceil(durationMs);
  if (wholeMs > 0 && wholeMs < SECOND_MS) return `${wholeMs}ms`;
  const minutes = Math.floor(wholeMs / MINUTE_MS);
  const seconds = `${(wholeMs % MINUTE_MS) / SECOND_MS}s`;
  return minutes === 0 ? seconds : `${minutes}m${seconds}`;
}

/** RFC 3339 in whole seconds, as Anthropic writes it; rounded up, so that it is never too early. */
function asTime(timeMs: number): string {
  const wholeSecondsMs = Math.ceil(timeMs / SECOND_MS) * SECOND_MS;
  return new Date(wholeSecondsMs).toISOString().replace('.000Z', 'Z');
}
