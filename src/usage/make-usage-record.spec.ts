import { NO_TOKEN_USAGE } from '../translation/token-usage.js';
import type { AttemptEnding, AttemptTerms } from './attempt-terms.js';
import { crashOutcome, identityOf, refusalOutcome, settledOutcome } from './make-usage-record.js';

const TERMS: AttemptTerms = {
  requestId: 'req_1',
  attempt: 2,
  route: 'messages',
  keyId: 'k',
  budgets: [],
  model: 'fast',
  upstreamModel: 'claude-haiku-4-5',
  isStream: false,
  createdAtMs: 1_780_000_000_000,
  boundNanoUsd: 0,
  estimatedInputTokens: 25,
};
const ENDING: AttemptEnding = {
  result: 'completed',
  status: 200,
  usage: { ...NO_TOKEN_USAGE, inputTokens: 10, outputTokens: 20 },
  isEstimated: false,
  isSuspect: false,
  costNanoUsd: 500,
  durationMs: 12.6,
  timeToFirstTokenMs: 3.2,
};

describe('the record of an attempt', () => {
  it('is, until it is settled, that of one that the gateway did not live to settle', () => {
    expect(identityOf(TERMS)).toMatchObject({ attempt: 2, createdAt: 1_780_000_000_000 });
    expect(crashOutcome(25, 77)).toMatchObject({
      inputTokens: 25,
      outputTokens: 0,
      costNanoUsd: 77,
      isEstimated: true,
      result: 'failed',
      errorType: 'gateway_crashed',
    });
  });

  it('holds what came of it once it is settled', () => {
    const settled = settledOutcome(ENDING);
    expect(settled).toMatchObject({
      inputTokens: 10,
      outputTokens: 20,
      costNanoUsd: 500,
      isEstimated: false,
      result: 'completed',
      durationMs: 13,
      timeToFirstTokenMs: 3,
    });
    expect(settled.errorType).toBeUndefined();
  });

  it.each([
    ['negative', { inputTokens: -1 }, 500],
    ['fractional', { outputTokens: 1.5 }, 500],
    ['not a number', { outputTokens: NaN }, 500],
    ['huge', { cacheReadTokens: 1e300 }, 500],
    ['missing', { thinkingTokens: undefined }, 500],
    ['a negative cost', {}, -5],
    ['a fractional cost', {}, 0.5],
    ['a cost that is not a number', {}, NaN],
    ['an endless cost', {}, Infinity],
  ])('takes no figure that is impossible, and says that one was: %s', (_, change, costNanoUsd) => {
    const usage = { ...ENDING.usage, ...change } as AttemptEnding['usage'];
    const record = settledOutcome({ ...ENDING, usage, costNanoUsd });
    const { inputTokens, cacheReadTokens, outputTokens, thinkingTokens, isSuspect } = record;
    expect(isSuspect).toBe(true);
    for (const figure of [inputTokens, cacheReadTokens, outputTokens, thinkingTokens, record.costNanoUsd]) {
      expect(Number.isSafeInteger(figure)).toBe(true);
      expect(figure).toBeGreaterThanOrEqual(0);
    }
  });

  it('has an id that begins with its time', () => {
    const ids = [0, 1, 2].map(
      (ms) => identityOf({ ...TERMS, createdAtMs: TERMS.createdAtMs + ms }).attemptId,
    );
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has an id by which the attempts of one millisecond are in their order', () => {
    const ids = [1, 2, 10, 11, 255, 4_095].map((attempt) => identityOf({ ...TERMS, attempt }).attemptId);
    expect([...ids].sort()).toEqual(ids);
    expect(identityOf({ ...TERMS, attempt: 99_999 }).attemptId).toHaveLength(36);
  });

  it('says which fallback was tried, and whether the caller’s own plan paid', () => {
    expect(identityOf({ ...TERMS, servedModel: 'backup' }, true)).toMatchObject({
      model: 'fast',
      servedModel: 'backup',
      isNotional: true,
    });
    expect(identityOf(TERMS)).toMatchObject({ servedModel: undefined, isNotional: false });
  });
});

describe('the record of a refusal', () => {
  it('has no tokens and no cost', () => {
    const record = refusalOutcome({ ...TERMS, status: 429, errorType: 'insufficient_quota', durationMs: -3 });
    expect(record).toMatchObject({
      result: 'refused',
      costNanoUsd: null,
      inputTokens: 0,
      status: 429,
      durationMs: 0,
    });
  });
});
