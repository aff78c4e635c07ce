import fc from 'fast-check';

import { parseUsageRecord, serializeUsageRecord, type UsageRecord } from './usage-record.js';

const RECORD: UsageRecord = {
  attemptId: '0190f1e2-1234-7abc-8def-0123456789ab',
  requestId: 'req_1',
  attempt: 1,
  route: 'messages',
  keyId: '11111111-1111-4111-8111-111111111111',
  model: 'claude-sonnet-4-5',
  isNotional: false,
  inputTokens: 10,
  cacheReadTokens: 1,
  cacheWrite5mTokens: 2,
  cacheWrite1hTokens: 3,
  outputTokens: 20,
  thinkingTokens: 5,
  webSearchRequests: 0,
  webFetchRequests: 0,
  costNanoUsd: 330_000,
  isEstimated: false,
  isSuspect: false,
  result: 'completed',
  status: 200,
  isStream: true,
  durationMs: 1200,
  timeToFirstTokenMs: 300,
  createdAt: 1_780_000_000_000,
};

describe('a serialized usage record', () => {
  it('is read back as it was', () => {
    expect(parseUsageRecord(serializeUsageRecord(RECORD))).toEqual(RECORD);
    const refused: UsageRecord = {
      ...RECORD,
      costNanoUsd: null,
      result: 'refused',
      teamId: 'a',
      userId: 'b',
    };
    expect(parseUsageRecord(serializeUsageRecord(refused))).toEqual(refused);
    const fallback: UsageRecord = { ...RECORD, servedModel: 'backup "2"', isNotional: true };
    expect(parseUsageRecord(serializeUsageRecord(fallback))).toEqual(fallback);
  });

  it('that an earlier version wrote is read too: nothing in it was notional', () => {
    const { isNotional, ...former } = RECORD;
    expect(parseUsageRecord(JSON.stringify(former))).toEqual({ ...former, isNotional });
  });

  it('is one line of JSON that PostgreSQL takes, whatever callers call their models and sessions', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 700 }), fc.string({ maxLength: 700 }));
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(text, fc.array(unit), (model, units) => {
        const json = serializeUsageRecord({ ...RECORD, model, sessionId: units.join('') });
        expect(json).not.toMatch(/\n|\\u0000|\\ud[89a-f]/);
        const read = parseUsageRecord(json);
        expect(read.model.length).toBeLessThanOrEqual(500);
        expect(/[\ud800-\udfff]/u.test(read.sessionId ?? '')).toBe(false);
      }),
    );
  });
});
