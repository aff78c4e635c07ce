// @ts-check

/** @typedef {import('./plan-answer.mjs').AnswerPlan} AnswerPlan */
/** @typedef {import('../start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */

const WINDOW_MS = 60_000;
const FIVE_HOURS_MS = 5 * 60 * WINDOW_MS;
const SEVEN_DAYS_MS = 7 * 24 * 60 * WINDOW_MS;

/** What the API sends with every answer, its rate limits and its edge network's headers among them. */
const USUAL_HEADERS = {
  'anthropic-organization-id': '0f9b1d0e-5a41-4c0f-9a57-7f0e3ad6a1c2',
  server: 'cloudflare',
  via: '1.1 google',
  'cf-cache-status': 'DYNAMIC',
  'cf-ray': '98f0a1b2c3d4e5f6-CDG',
  'x-robots-tag': 'none',
  'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
};

/**
 * @param {AnswerPlan} plan @param {{ requestId: string, credential: 'api_key' | 'oauth' | undefined }} context
 * @returns {Record<string, string>}
 */
export function answerHeaders({ spec, contentType, isStream, frames }, { requestId, credential }) {
  const headers = {
    'content-type': spec.contentType ?? contentType,
    'request-id': requestId,
    ...USUAL_HEADERS,
    ...rateLimitHeaders(spec, credential),
    ...(isStream ? { 'cache-control': 'no-cache' } : { 'content-length': String(lengthOf(frames)) }),
    ...(spec.contentEncoding && { 'content-encoding': spec.contentEncoding }),
    ...(spec.redirectTo && { location: spec.redirectTo }),
    ...(spec.retryAfter !== undefined && { 'retry-after': String(spec.retryAfter) }),
    ...(closesConnection(spec) && { connection: 'close' }),
    ...inLowerCase(spec.headers ?? {}),
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** So that a header of the spec takes the place of a usual one. @param {Record<string, string | null>} headers */
function inLowerCase(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** @param {Iterable<Buffer>} frames */
function lengthOf(frames) {
  return [...frames].reduce((sum, frame) => sum + frame.length, 0);
}

/** @param {AnswerSpec} spec */
function closesConnection({ endAfterBytes, endAfterEvents, truncateAfterBytes }) {
  return (endAfterBytes ?? endAfterEvents ?? truncateAfterBytes) !== undefined;
}

/** @param {AnswerSpec} spec @param {'api_key' | 'oauth' | undefined} credential @returns {Record<string, string>} */
function rateLimitHeaders({ rateLimits = {} }, credential) {
  if (rateLimits === false || credential === undefined) return {};
  const usual = credential === 'oauth' ? unifiedLimits() : tokenLimits();
  const entries = Object.entries({ ...usual, ...rateLimits });
  return Object.fromEntries(entries.map(([name, value]) => [`anthropic-ratelimit-${name}`, value]));
}

/** @returns {Record<string, string>} */
function tokenLimits() {
  const reset = new Date(Date.now() + WINDOW_MS).toISOString();
  const limits = { requests: 4000, tokens: 2_400_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 };
  const entries = Object.entries(limits).flatMap(([name, limit]) => [
    [`${name}-limit`, String(limit)],
    [`${name}-remaining`, String(limit - 1)],
    [`${name}-reset`, reset],
  ]);
  return Object.fromEntries(entries);
}

/** @returns {Record<string, string>} */
function unifiedLimits() {
  const fiveHourReset = secondsFromNow(FIVE_HOURS_MS);
  return {
    'unified-status': 'allowed',
    'unified-reset': fiveHourReset,
    'unified-5h-status': 'allowed',
    'unified-5h-reset': fiveHourReset,
    'unified-5h-utilization': '0.12',
    'unified-7d-status': 'allowed',
    'unified-7d-reset': secondsFromNow(SEVEN_DAYS_MS),
    'unified-7d-utilization': '0.04',
    'unified-representative-claim': 'five_hour',
  };
}

/** @param {number} ms @returns {string} seconds since the epoch */
function secondsFromNow(ms) {
  return String(Math.floor((Date.now() + ms) / 1000));
}
