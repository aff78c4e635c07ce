import { setTimeout as wait } from 'node:timers/promises';

import type { FakeAnthropic } from '../fake-anthropic/start-fake-anthropic.mjs';
import { callThrough, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import {
  deploymentOf,
  type PairOfUpstreams,
  startPairOfUpstreams,
  type Upstreams,
} from './start-pair-of-upstreams.js';

const EVERY_MS = 25;
const DOORS = [...WHOLE_DOORS, ...STREAM_DOORS];
/** Cut to seconds, so that the way there and back fits into a test. */
const COOL_DOWN_SECONDS = 1;
/** Three seconds after it failed first, its rest is of 4 seconds at most: a probe falls within these. */
const LEFT_SECONDS = 5;

/** Calls one after the other in time, whatever becomes of them. Returns how many of them got no answer. */
async function callFor(seconds: number, port: number): Promise<{ calls: number; failures: number }> {
  const count = (seconds * 1000) / EVERY_MS;
  const calls: Promise<boolean>[] = [];
  const startedAt = performance.now();
  for (let i = 0; i < count; i++) {
    // Conversations stay where they began, so each call begins one.
    const messages = [{ role: 'user', content: `Call ${startedAt} ${i}` }];
    const call = callThrough(DOORS[i % DOORS.length]!, port, {}, { messages });
    calls.push(call.then(({ ending }) => ending !== 'answer'));
    await wait(Math.max(0, startedAt + (i + 1) * EVERY_MS - performance.now()));
  }
  return { calls: count, failures: (await Promise.all(calls)).filter(Boolean).length };
}

function configFor({ first, second }: Upstreams): string {
  const name = 'claude-sonnet-4-5';
  const list = deploymentOf(name, first, { id: 'first' }) + deploymentOf(name, second, { id: 'second' });
  return `model_list:${list}\nrouter_settings: { cooldown_time: ${COOL_DOWN_SECONDS} }\n`;
}

/** How many requests come to an upstream meanwhile. */
async function requestsDuring(upstream: FakeAnthropic, work: () => Promise<unknown>): Promise<number> {
  const before = upstream.requests.length;
  await work();
  return upstream.requests.length - before;
}

describe('when one of two deployments fails for a while, over real sockets', () => {
  let pair: PairOfUpstreams;

  beforeAll(async () => {
    pair = await startPairOfUpstreams({ yaml: configFor, keepRequests: 10_000 });
  });
  afterAll(() => pair.close());

  it('callers do not notice: it is left alone, tried now and then, and back when it is well', async () => {
    const { first, port } = pair;
    const well = await callFor(2, port);
    first.answerAll({ status: 529 });
    const failing = await callFor(3, port);
    let left = 0;
    const whileLeft = await requestsDuring(first, async () => {
      const { calls, failures } = await callFor(LEFT_SECONDS, port);
      left = failures / calls;
    });
    expect([well.failures, failing.failures / failing.calls, left]).toEqual([0, expect.any(Number), 0]);
    expect(failing.failures / failing.calls).toBeLessThanOrEqual(0.01);
    // Probes, each of which fails and makes the rest longer.
    expect(whileLeft).toBeGreaterThanOrEqual(1);
    expect(whileLeft).toBeLessThanOrEqual(6);

    first.answerAll({});
    // Its rest has been doubled with every probe that failed, to 8 seconds at most by now.
    for (let seconds = 0; seconds < 20; seconds += 2) {
      const back = await requestsDuring(first, () => callFor(2, port));
      if (back > 2000 / EVERY_MS / 4) return;
    }
    throw new Error('It was not back at its share of the calls.');
  });
});
