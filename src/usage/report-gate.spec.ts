import { ReportGate } from './report-gate.js';

interface Held {
  finish: () => void;
  done: Promise<string>;
}

function hold(gate: ReportGate, name: string, started: string[]): Held {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const done = gate.run(async () => {
    started.push(name);
    await finished;
    return name;
  });
  return { finish: () => finish(), done };
}

const settled = () => new Promise(setImmediate);

describe('reports', () => {
  it('run two at once, and the others in the order in which they came', async () => {
    const gate = new ReportGate({ running: 2, waiting: 2 });
    const started: string[] = [];
    const [first, second, third, fourth] = ['1', '2', '3', '4'].map((name) => hold(gate, name, started)) as [
      Held,
      Held,
      Held,
      Held,
    ];
    await settled();
    expect(started).toEqual(['1', '2']);

    second.finish();
    expect(await second.done).toBe('2');
    await settled();
    expect(started).toEqual(['1', '2', '3']);

    for (const { finish } of [first, third, fourth]) finish();
    expect(await Promise.all([first.done, third.done, fourth.done])).toEqual(['1', '3', '4']);
  });

  it('are refused with a 503 that says when to come back while too many wait', async () => {
    const gate = new ReportGate({ running: 1, waiting: 1 });
    const held = [hold(gate, '1', []), hold(gate, '2', [])];

    await expect(gate.run(async () => 'one too many')).rejects.toMatchObject({
      status: 503,
      code: 'too_many_reports',
      retryAfterSeconds: 5,
    });

    for (const { finish } of held) finish();
    await Promise.all(held.map(({ done }) => done));
    expect(await gate.run(async () => 'later')).toBe('later');
  });

  it('give their place back when they fail', async () => {
    const gate = new ReportGate({ running: 1, waiting: 0 });
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(async () => 'next')).toBe('next');
  });
});
