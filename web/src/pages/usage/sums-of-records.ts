import type { TileSums } from './sum-tiles.js';
import type { UsageRecord } from './usage-record.js';

/** What some records come to. Requests have as many records as they had attempts. */
export function sumsOfRecords(records: readonly UsageRecord[]): TileSums {
  const total = (of: (record: UsageRecord) => number): number =>
    records.reduce((sum, record) => sum + of(record), 0);
  const input = total(({ input_tokens }) => input_tokens);
  const cacheRead = total(({ cache_read_tokens }) => cache_read_tokens);
  const cacheWrite = total(({ cache_write_tokens }) => cache_write_tokens);
  const allInput = input + cacheRead + cacheWrite;
  return {
    requests: new Set(records.map(({ request_id }) => request_id)).size,
    error_rate: errorRateOf(records),
    input_tokens: input,
    output_tokens: total(({ output_tokens }) => output_tokens),
    cache_read_tokens: cacheRead,
    cache_write_tokens: cacheWrite,
    cache_read_share: allInput === 0 ? null : cacheRead / allInput,
    cost_usd: total(({ cost_usd }) => cost_usd ?? 0),
  };
}

/** The share of requests that failed with all their attempts; null without any. */
function errorRateOf(records: readonly UsageRecord[]): number | null {
  const requests = new Set(records.map(({ request_id }) => request_id));
  const ended = new Set(
    records.filter(({ result }) => result !== 'failed').map(({ request_id }) => request_id),
  );
  return requests.size === 0 ? null : (requests.size - ended.size) / requests.size;
}
