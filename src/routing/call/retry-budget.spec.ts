import * as fc from 'fast-check';

import { RetryBudget } from './retry-budget.js';

describe('the budget of retries', () => {
  it('lets a few through when there is little traffic', () => {
    const budget = new RetryBudget();
    const takes = Array.from({ length: 12 }, () => budget.take(0));
    expect(takes.filter(Boolean)).toHaveLength(10);
    expect(budget.take(1000)).toBe(true);
    expect(budget.take(1000)).toBe(false);
  });

  it('is a fifth of the calls when there is much', () => {
    const budget = new RetryBudget();
    let retries = 0;
    for (let call = 0; call < 10_000; call++) {
      budget.countCall(call);
      if (budget.take(call)) retries++;
    }
    expect(retries).toBeGreaterThan(2000);
    expect(retries).toBeLessThanOrEqual(2000 + 10 + 10);
  });

  it('does not save up the retries of a long quiet time', () => {
    const budget = new RetryBudget();
    for (let call = 0; call < 10_000; call++) budget.countCall(call);
    const nowMs = 600_000;
    const takes = Array.from({ length: 1000 }, () => budget.take(nowMs));
    expect(takes.filter(Boolean)).toHaveLength(10);
  });

  it('is never more than a fifth of all calls and one a second, and ten', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const budget = new RetryBudget();
        let [nowMs, calls, retries] = [0, 0, 0];
        for (const [gapMs, isRetry] of steps) {
          nowMs += gapMs;
          if (!isRetry) budget.countCall(nowMs);
          else if (budget.take(nowMs)) retries++;
          calls += isRetry ? 0 : 1;
          expect(retries).toBeLessThanOrEqual(10 + 0.2 * calls + nowMs / 1000 + 1e-6);
        }
      }),
    );
  });
});
