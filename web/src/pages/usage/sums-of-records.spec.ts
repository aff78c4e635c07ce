import { sumsOfRecords } from './sums-of-records.js';
import type { UsageRecord } from './usage-record.js';

function record(fields: Partial<UsageRecord>): UsageRecord {
  return {
    request_id: 'one',
    result: 'completed',
    input_tokens: 0,
    output_tokens: 0,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    cost_usd: 0,
    ...fields,
  } as UsageRecord;
}

describe('sumsOfRecords', () => {
  it('adds up tokens and cost, where there is one', () => {
    const sums = sumsOfRecords([
      record({ input_tokens: 10, cache_read_tokens: 60, cache_write_tokens: 10, cost_usd: 0.25 }),
      record({ request_id: 'two', input_tokens: 20, output_tokens: 5, cost_usd: null }),
    ]);
    expect(sums).toMatchObject({ requests: 2, input_tokens: 30, output_tokens: 5, cost_usd: 0.25 });
    expect(sums.cache_read_share).toBeCloseTo(0.6);
  });

  it('counts a request once, and as no error when one of its attempts came through', () => {
    const attempts = [record({ result: 'failed' }), record({ result: 'completed' })];
    expect(sumsOfRecords(attempts)).toMatchObject({ requests: 1, error_rate: 0 });
    const failed = [record({ request_id: 'two', result: 'failed' }), ...attempts];
    expect(sumsOfRecords(failed)).toMatchObject({ requests: 2, error_rate: 0.5 });
  });

  it('knows no shares of nothing', () => {
    expect(sumsOfRecords([])).toMatchObject({ requests: 0, error_rate: null, cache_read_share: null });
  });
});
