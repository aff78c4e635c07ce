import * as fc from 'fast-check';

import { RollingCount } from './rolling-count.js';

describe('a count of the last minute', () => {
  it('holds what came, and forgets it after a minute', () => {
    const count = new RollingCount();
    count.add(5, 1000);
    count.add(2, 31_000);
    expect(count.at(31_000)).toBe(7);
    expect(count.at(70_000)).toBe(2);
    expect(count.at(200_000)).toBe(0);
  });

  it('lets what is leaving the window go little by little', () => {
    const count = new RollingCount();
    count.add(10, 0);
    expect([60_000, 62_500, 65_000, 70_000].map((nowMs) => count.at(nowMs))).toEqual([10, 7.5, 5, 0]);
  });

  it('says when there is room again', () => {
    const count = new RollingCount();
    count.add(6, 0);
    count.add(4, 25_000);
    expect(count.waitFor(1, 11, 30_000)).toBe(0);
    // Six leave evenly from the 60th to the 70th second, four from the 80th to the 90th.
    expect(count.waitFor(3, 10, 30_000)).toBe(35_000);
    expect(count.waitFor(8, 10, 30_000)).toBe(55_000);
    expect(count.waitFor(11, 10, 30_000)).toBe(60_000);
  });

  it('is never less than what came in a minute, nor more than what came in seventy seconds', () => {
    const gap = fc.integer({ min: 0, max: 15_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(gap, fc.integer({ min: 1, max: 9 })), { maxLength: 60 }), (steps) => {
        const count = new RollingCount();
        const added: { amount: number; atMs: number }[] = [];
        let nowMs = 0;
        for (const [gapMs, amount] of steps) {
          nowMs += gapMs;
          count.add(amount, nowMs);
          added.push({ amount, atMs: nowMs });
          const since = (ms: number) =>
            added.filter(({ atMs }) => atMs > nowMs - ms).reduce((sum, one) => sum + one.amount, 0);
          expect(count.at(nowMs)).toBeLessThanOrEqual(since(70_000) + 1e-9);
          expect(count.at(nowMs)).toBeGreaterThanOrEqual(since(50_000) - 1e-9);
        }
      }),
    );
  });

  it('has room once the wait is over', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
        }),
        fc.integer({ min: 1, max: 9 }),
        (steps, amount) => {
          const count = new RollingCount();
          let nowMs = 0;
          for (const [gapMs, added] of steps) count.add(added, (nowMs += gapMs));
          const waitMs = count.waitFor(amount, 10, nowMs);
          expect(count.at(nowMs + waitMs + 1)).toBeLessThanOrEqual(10 - amount + 0.01);
          if (waitMs > 5) expect(count.at(nowMs + waitMs - 5)).toBeGreaterThan(10 - amount - 0.01);
        },
      ),
    );
  });
});
