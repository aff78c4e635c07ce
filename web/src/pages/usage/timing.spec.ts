import type { Attempt, UsageRequest } from '../../api/answers.js';
import { timingOf } from './timing.js';

function partsOf(...attempts: Partial<Attempt>[]) {
  const request = { created_at: '2026-11-23T10:00:00.000Z', attempts } as UsageRequest;
  return timingOf(request).map(({ parts }) => parts);
}

describe('timingOf', () => {
  it('puts each attempt where it was in its request, waiting and then streaming', () => {
    const failed = {
      created_at: '2026-11-23T10:00:00.100Z',
      duration_ms: 400,
      result: 'failed',
      time_to_first_token_ms: null,
    } as const;
    const completed = {
      created_at: '2026-11-23T10:00:00.600Z',
      duration_ms: 2000,
      result: 'completed',
      time_to_first_token_ms: 700,
    } as const;
    expect(partsOf(failed, completed)).toEqual([
      [{ kind: 'failed', fromMs: 100, toMs: 500 }],
      [
        { kind: 'waiting', fromMs: 600, toMs: 1300 },
        { kind: 'streaming', fromMs: 1300, toMs: 2600 },
      ],
    ]);
  });

  it('calls an answer that came in one piece waiting', () => {
    const whole = { created_at: '2026-11-23T10:00:00.000Z', duration_ms: 300, time_to_first_token_ms: null };
    expect(partsOf({ ...whole, result: 'completed' })).toEqual([[{ kind: 'waiting', fromMs: 0, toMs: 300 }]]);
  });

  it('never lets a part end after its attempt', () => {
    const cut = { created_at: '2026-11-23T10:00:00.000Z', duration_ms: 300, time_to_first_token_ms: 301 };
    expect(partsOf({ ...cut, result: 'cancelled' })).toEqual([
      [
        { kind: 'waiting', fromMs: 0, toMs: 300 },
        { kind: 'streaming', fromMs: 300, toMs: 300 },
      ],
    ]);
  });
});
