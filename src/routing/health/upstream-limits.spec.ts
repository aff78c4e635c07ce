import { readUpstreamLimits } from './upstream-limits.js';

describe('upstream’s limits', () => {
  it('are read from the headers of an answer', () => {
    const headers = [
      ...['request-id', 'req_1', 'anthropic-ratelimit-requests-limit', '50'],
      ...['anthropic-ratelimit-requests-remaining', '49'],
      ...['anthropic-ratelimit-requests-reset', '2026-03-01T12:00:00Z'],
      ...['anthropic-ratelimit-input-tokens-remaining', '30000'],
    ];
    expect(readUpstreamLimits(headers)).toEqual([
      { name: 'requests', limit: 50, remaining: 49, resetMs: Date.parse('2026-03-01T12:00:00Z') },
      { name: 'input-tokens', remaining: 30_000 },
    ]);
  });

  it('of a subscription are read by their windows', () => {
    const headers = {
      'anthropic-ratelimit-unified-status': 'allowed_warning',
      'anthropic-ratelimit-unified-reset': '1772366400',
      'anthropic-ratelimit-unified-5h-status': 'allowed',
      'anthropic-ratelimit-unified-5h-utilization': '0.42',
      'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    };
    expect(readUpstreamLimits(headers)).toEqual([
      { name: 'unified', status: 'allowed_warning', resetMs: 1_772_366_400_000 },
      { name: 'unified-5h', status: 'allowed', utilization: 0.42 },
    ]);
  });

  it('are left out where they make no sense, and are none before the first answer', () => {
    const headers = { 'anthropic-ratelimit-requests-limit': 'many', 'anthropic-ratelimit-tokens-reset': '?' };
    expect(readUpstreamLimits(headers)).toEqual([]);
    expect(readUpstreamLimits(undefined)).toEqual([]);
  });
});
