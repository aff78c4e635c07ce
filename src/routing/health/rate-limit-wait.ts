import { readRetryAfter } from '../../translation/chat-completions/response/translate-error.js';

type Headers = Readonly<Record<string, string>>;

/** A limit of requests or tokens is free again within minutes, whatever a broken clock or proxy says. */
const MOST_WAIT_MS = 3_600_000;
/** The limits of a subscription are those of a week. */
const MOST_UNIFIED_WAIT_MS = 8 * 86_400_000;
const LEAST_WAIT_MS = 1000;
const UNIFIED = 'anthropic-ratelimit-unified';
const USED_UP_LIMIT = /^(anthropic-ratelimit-(?!unified).+)-remaining$/;

/**
 * How many milliseconds a deployment rests after a 429 with these headers: until the latest time that they name, for a
 * limit that is used up. Undefined: they name none. `epochMs` is the present.
 */
export function rateLimitWaitMs(headers: Headers, epochMs: number): number | undefined {
  const waits = [
    retryAfterMs(headers, epochMs),
    ...usedUpLimits(headers).map((limit) =>
      within(MOST_WAIT_MS, untilDate(headers[`${limit}-reset`], epochMs)),
    ),
    within(MOST_UNIFIED_WAIT_MS, unifiedWaitMs(headers, epochMs)),
  ].filter((wait) => wait !== undefined);
  return waits.length === 0 ? undefined : Math.max(...waits, LEAST_WAIT_MS);
}

function retryAfterMs(headers: Headers, epochMs: number): number | undefined {
  const seconds = readRetryAfter(headers['retry-after'], epochMs);
  return seconds === undefined ? undefined : seconds * 1000;
}

function usedUpLimits(headers: Headers): string[] {
  return Object.entries(headers).flatMap(([name, remaining]) =>
    Number(remaining) === 0 ? (USED_UP_LIMIT.exec(name)?.[1] ?? []) : [],
  );
}

/** The limits of a subscription: the status is `allowed`, `allowed_warning`, `rejected` and the like. */
function unifiedWaitMs(headers: Headers, epochMs: number): number | undefined {
  const status = headers[`${UNIFIED}-status`];
  if (status === undefined || status.startsWith('allowed')) return undefined;
  const resetSeconds = headers[`${UNIFIED}-reset`]?.trim() ?? '';
  return /^\d+$/.test(resetSeconds) ? Number(resetSeconds) * 1000 - epochMs : undefined;
}

function untilDate(date: string | undefined, epochMs: number): number {
  return Date.parse(date ?? '') - epochMs;
}

function within(mostMs: number, waitMs: number | undefined): number | undefined {
  if (waitMs === undefined || Number.isNaN(waitMs)) return undefined;
  return Math.min(Math.max(waitMs, 0), mostMs);
}
