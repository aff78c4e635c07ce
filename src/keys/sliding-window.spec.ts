import fc from 'fast-check';

import { SlidingWindow, WINDOW_MS } from './sliding-window.js';

interface Arrival {
  afterMs: number;
  amount: number;
}

interface Taken {
  atMs: number;
  amount: number;
}

/** Lets in whatever fits, and returns it. */
function admit(limit: number, arrivals: readonly Arrival[], window = new SlidingWindow()): Taken[] {
  const taken: Taken[] = [];
  let atMs = 0;
  for (const { afterMs, amount } of arrivals) {
    atMs += afterMs;
    if (window.waitFor(amount, limit, atMs) > 0) continue;
    window.take(amount, atMs);
    taken.push({ atMs, amount });
  }
  return taken;
}

/** The most that any span of 60 seconds holds, its two ends included. */
function mostInAnyMinute(taken: readonly Taken[]): number {
  let most = 0;
  let sum = 0;
  let first = 0;
  for (const { atMs, amount } of taken) {
    sum += amount;
    while (taken[first]!.atMs < atMs - WINDOW_MS) sum -= taken[first++]!.amount;
    most = Math.max(most, sum);
  }
  return most;
}

const arrival = fc.record({
  afterMs: fc.oneof(
    fc.nat({ max: 30 }),
    fc.nat({ max: 5000 }),
    fc.double({ min: 0, max: 70_000, noNaN: true }),
  ),
  amount: fc.integer({ min: 1, max: 20 }),
});

describe('a sliding window', () => {
  it('never lets more than the limit into any 60 seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 100 }),
        fc.array(arrival, { maxLength: 600 }),
        (limit, arrivals) => {
          expect(mostInAnyMinute(admit(limit, arrivals))).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lets at least 95 % of the limit through under a steady overload', () => {
    const overload = fc.record({
      limit: fc.integer({ min: 60, max: 2000 }),
      factor: fc.double({ min: 1.2, max: 10, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(overload, ({ limit, factor, seed }) => {
        const minutes = 5;
        const everyMs = WINDOW_MS / (limit * factor);
        const arrivals = Array.from({ length: Math.floor(minutes * limit * factor) }, (_, index) => ({
          afterMs: everyMs * (0.5 + (Math.imul(seed + index, 2654435761) >>> 0) / 2 ** 32),
          amount: 1,
        }));
        const taken = admit(limit, arrivals);
        const lastedMs = arrivals.reduce((sum, { afterMs }) => sum + afterMs, 0);
        expect(taken.length).toBeGreaterThanOrEqual(0.95 * limit * (lastedMs / WINDOW_MS));
      }),
      { numRuns: 40 },
    );
  });

  it('holds 570 to 600 in every minute of 600 allowed and 4,000 offered', () => {
    const arrivals = Array.from({ length: 40_000 }, () => ({ afterMs: 15, amount: 1 }));
    const times = admit(600, arrivals).map(({ atMs }) => atMs);
    for (let startMs = 0; startMs < 540_000; startMs += 50) {
      const count = times.filter((atMs) => atMs > startMs && atMs <= startMs + WINDOW_MS).length;
      expect(count).toBeGreaterThanOrEqual(570);
      expect(count).toBeLessThanOrEqual(600);
      if (count < 570) break;
    }
  });

  it('tells the wait truly: too early by a tenth of a second is refused, at the time it is not', () => {
    fc.assert(
      fc.property(
        fc.array(arrival, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 30 }),
        (arrivals, amount) => {
          const window = new SlidingWindow();
          const last = admit(40, arrivals, window).at(-1)!.atMs;
          const waitMs = window.waitFor(amount, 40, last);
          fc.pre(waitMs > 0);
          expect(window.waitFor(amount, 40, last + waitMs - 100.001)).toBeGreaterThan(0);
          expect(window.waitFor(amount, 40, last + waitMs)).toBe(0);
        },
      ),
    );
  });

  it('lets an amount above the limit in when it is empty, and alone', () => {
    const window = new SlidingWindow();
    expect(window.waitFor(500, 100, 0)).toBe(0);
    window.take(500, 0);
    expect(window.waitFor(1, 100, 1000)).toBe(59_100);
    expect(window.waitFor(500, 100, 60_100)).toBe(0);
  });

  it('never lets anything in under a limit of nothing', () => {
    expect(new SlidingWindow().waitFor(1, 0, 0)).toBe(Infinity);
  });

  it('frees what is given back, once, and not what has left the window', () => {
    const window = new SlidingWindow();
    window.take(30, 0);
    window.take(40, 5000);
    window.giveBack(25, 5000);
    expect(window.usedAt(5000)).toBe(45);
    window.giveBack(100, 5000);
    expect(window.usedAt(5000)).toBe(30);
    window.giveBack(30, 1234);
    expect(window.usedAt(5000)).toBe(30);
    expect(window.usedAt(61_000)).toBe(0);
    window.giveBack(30, 0);
    expect(window.usedAt(61_000)).toBe(0);
  });

  it('agrees with a plain list of what was taken and given back, whatever the order', () => {
    const step = fc.record({
      afterMs: fc.nat({ max: 4000 }),
      amount: fc.integer({ min: 1, max: 9 }),
      givesBack: fc.option(fc.nat({ max: 400 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const window = new SlidingWindow();
        const list: Taken[] = [];
        let nowMs = 0;
        for (const { afterMs, amount, givesBack } of steps) {
          nowMs += afterMs;
          const present = list.filter(({ atMs }) => Math.floor(atMs / 100) >= Math.floor(nowMs / 100) - 600);
          const returned = givesBack === null ? undefined : present[givesBack % (present.length || 1)];
          // Time goes on in the window first, as it does when a limiter looks at it.
          window.usedAt(nowMs);
          if (returned === undefined) {
            window.take(amount, nowMs);
            list.push({ atMs: nowMs, amount });
            present.push(list.at(-1)!);
          } else {
            window.giveBack(returned.amount, returned.atMs);
            returned.amount = 0;
          }
          expect(window.usedAt(nowMs)).toBe(present.reduce((sum, taken) => sum + taken.amount, 0));
        }
      }),
    );
  });

  it('takes a clock that goes back to stand still', () => {
    const window = new SlidingWindow();
    window.take(1, 90_000);
    window.take(1, 10_000);
    expect(window.usedAt(149_000)).toBe(2);
    expect(window.usedAt(150_100)).toBe(0);
  });
});
