import pino from 'pino';

import { FailureReport } from './failure-report.js';

function setUp() {
  const lines: { msg: string; failures: number; reason: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  const clock = { nowMs: 0 };
  const report = new FailureReport(pino({ level: 'info' }, { write }), () => clock.nowMs);
  let outcome: { code: number; error?: Error } = { code: 0 };
  const exporter = {
    export: (_batch: string, done: (result: typeof outcome) => void) => done(outcome),
  };
  report.watch(exporter, 'traces');
  const send = (error?: Error) => {
    outcome = { code: error === undefined ? 0 : 1, error };
    const results: unknown[] = [];
    exporter.export('a batch', (result) => results.push(result));
    return results;
  };
  return { lines, clock, send };
}

describe('failures to send telemetry', () => {
  it('are logged at the first, and then once a minute with how many there were', () => {
    const { lines, clock, send } = setUp();
    for (let second = 0; second <= 120; second += 1) {
      clock.nowMs = second * 1000;
      send(new Error('ECONNREFUSED'));
    }
    expect(lines.map(({ failures }) => failures)).toEqual([1, 60, 60]);
    expect(lines[0]).toMatchObject({
      msg: 'The collector does not take traces: they are dropped.',
      reason: 'ECONNREFUSED',
    });
  });

  it('reach whoever sends, like what went well', () => {
    const { lines, send } = setUp();
    expect(send()).toEqual([{ code: 0 }]);
    expect(lines).toEqual([]);
    expect(send(new Error('no'))).toEqual([{ code: 1, error: new Error('no') }]);
  });
});
