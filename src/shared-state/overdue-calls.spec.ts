import { setTimeout as wait } from 'node:timers/promises';

import { OverdueCalls } from './overdue-calls.js';

const LIMIT_MS = 40;

function watch() {
  const seen = { overdue: 0 };
  const calls = new OverdueCalls(LIMIT_MS, () => seen.overdue++);
  return { calls, seen };
}

/** Stands still, as a process does that is paused or has a long answer to translate. */
function standStill(forMs: number): void {
  const until = performance.now() + forMs;
  while (performance.now() < until);
}

describe('calls that wait for an answer', () => {
  it('are overdue when the oldest has waited for the limit', async () => {
    const { calls, seen } = watch();
    const beganAt = performance.now();
    calls.add({ reject: () => {} });
    while (seen.overdue === 0) await wait(1);
    expect(performance.now() - beganAt).toBeGreaterThan(LIMIT_MS - 1);
  });

  it('are not while the oldest is answered in time, however many follow', async () => {
    const { calls, seen } = watch();
    for (let count = 0; count < 30; count++) {
      const call = { reject: () => {} };
      calls.add(call);
      await wait(5);
      calls.delete(call);
    }
    expect(seen.overdue).toBe(0);
  });

  it('are not because the process itself stood still: their answers are read first', async () => {
    const { calls, seen } = watch();
    const call = { reject: () => {} };
    calls.add(call);
    standStill(5 * LIMIT_MS);
    await new Promise((resolve) => setImmediate(resolve));
    calls.delete(call);
    await wait(2 * LIMIT_MS);
    expect(seen.overdue).toBe(0);
  });

  it('are all told when nobody will answer', () => {
    const { calls } = watch();
    const reasons: string[] = [];
    for (const name of ['a', 'b']) calls.add({ reject: ({ message }) => reasons.push(name + message) });
    calls.rejectAll(new Error('!'));
    expect(reasons).toEqual(['a!', 'b!']);
  });
});
