import { setTimeout as wait } from 'node:timers/promises';

import { waitUntil } from '../database/wait-until.js';
import { answerWith } from '../reliability/harness/answer-with.js';
import { manyAtOnce } from '../reliability/harness/at-once.js';
import { call, type OpenCall, openCall } from '../reliability/harness/calls.js';
import { MASTER_KEY } from '../reliability/harness/start-stack.js';
import { describeWithRedis } from '../replicas/redis-server.js';
import { type Door, endingOf, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import type { HttpAnswer } from '../robustness/http-call.js';
import { isRunning, startWorkerStack, type WorkerStack } from './start-worker-stack.js';

const WORKERS = 2;
const WHOLE = WHOLE_DOORS[0] as Door;
const STREAM = STREAM_DOORS[0] as Door;
const ANSWER = { message: answerWith({ input_tokens: 100, output_tokens: 500 }) };
/** Takes about a second and a half. */
const SLOW_STREAM = { fixture: 'long-text' as const, chunks: 10, gapMs: 150 };
const NEVER_BEGINS = { stallBeforeHeaders: true };
/** A worker that was killed is known to be dead after five seconds; the rest is for busy machines. */
const FREE_AFTER_MS = 10_000;

describeWithRedis('a gateway of two workers', () => {
  let stack: WorkerStack;
  let startedWorkers: number[];

  beforeAll(async () => {
    stack = await startWorkerStack(WORKERS);
    await stack.gateway.start();
    startedWorkers = stack.workerIds();
  }, 120_000);
  beforeEach(() => stack.fake.answerAll(ANSWER));
  afterAll(() => stack?.close(), 60_000);

  /** On a connection of its own: the next one goes to the next worker. */
  const ask = (key: string, mark?: string): Promise<HttpAnswer> =>
    call({ port: stack.gateway.port }, { door: WHOLE, key, mark });

  const open = (key: string, door: Door = WHOLE): OpenCall =>
    openCall({ port: stack.gateway.port }, { door, key });

  const requestLines = () => stack.logLines().filter(({ msg }) => msg === 'request');

  it('says once where it listens, and is ready as soon as its port is open', async () => {
    const banners = () => stack.gateway.log().match(/^Tollgate is listening on .*$/gm);
    // Written once all listen; the port is open as soon as one does.
    await waitUntil(() => banners() !== null);
    expect(banners()).toEqual([`Tollgate is listening on ${stack.gateway.url} with 2 workers`]);
    expect(startedWorkers).toHaveLength(WORKERS);
    for (let probe = 0; probe < 2 * WORKERS; probe += 1) {
      expect((await fetch(`${stack.gateway.url}/health/ready`)).status).toBe(200);
    }
  });

  it('serves with both, and the log says which of them', async () => {
    const before = requestLines().length;
    await manyAtOnce(20, 5, () => ask(MASTER_KEY));
    await waitUntil(() => requestLines().length >= before + 20);
    const served = new Set(requestLines().map(({ worker }) => worker));
    expect([...served].sort()).toEqual([1, 2]);
  });

  it('lets through what a limit of requests allows, and not once for each worker', async () => {
    const key = await stack.admin.make('key', { rpm_limit: 40 });
    const answers = await manyAtOnce(120, 20, () => ask(key.key));
    const letThrough = answers.filter(({ status }) => status === 200).length;
    // A place that Redis gave too late for anybody to wait for it is lost, on a machine that is busy with other suites.
    expect(letThrough).toBeLessThanOrEqual(40);
    expect(letThrough).toBeGreaterThanOrEqual(30);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(120 - letThrough);
  });

  it('lets a budget be used up once, and not once for each worker', async () => {
    const key = await stack.admin.make('key', { max_budget: 0.1, budget_duration: '30d' });
    const answers = await manyAtOnce(60, 4, () => ask(key.key));
    const answered = answers.filter(({ status }) => status === 200).length;
    const spent = await stack.admin.spendOf(key);
    expect(spent).toBeLessThanOrEqual(0.1e9);
    expect(spent).toBeGreaterThan(0.08e9);
    expect(spent % answered).toBe(0);
  });

  it('shows the metrics of all workers, whichever of them is asked', async () => {
    await ask(MASTER_KEY);
    const totals: number[][] = [];
    for (let scrape = 0; scrape < 2 * WORKERS; scrape += 1) totals.push(await requestTotals());
    const sums = totals.map((byWorker) => byWorker.reduce((sum, count) => sum + count, 0));
    expect(new Set(sums).size).toBe(1);
    expect(totals[0]).toEqual([expect.any(Number), expect.any(Number)]);
    await manyAtOnce(10, 2, () => ask(MASTER_KEY));
    await waitForTotal((sums[0] as number) + 10);
  });

  it('that loses one by kill -9 goes on, has two again, and frees what that one held', async () => {
    const key = await stack.admin.make('key', { max_parallel_requests: 4 });
    stack.fake.answerAll(NEVER_BEGINS);
    const calls = Array.from({ length: 4 }, () => open(key.key));
    await stack.fake.waitForOpenRequests(4);
    expect((await ask(key.key)).status).toBe(429);
    const [victim, survivor] = stack.workerIds() as [number, number];
    process.kill(victim, 'SIGKILL');
    // Connections are handed out in turn, and not only these: each worker has some of the four.
    const lostCount = (): number => calls.filter(({ isClosed }) => isClosed).length;
    await waitUntil(() => lostCount() > 0 && lostCount() + stack.fake.openRequests() === calls.length);
    const lost = lostCount();
    stack.fake.answerAll(ANSWER);

    expect((await ask(MASTER_KEY)).status).toBe(200);
    const killedAt = performance.now();
    while ((await ask(key.key)).status !== 200) {
      expect(performance.now() - killedAt).toBeLessThan(FREE_AFTER_MS);
      await wait(50);
    }
    await waitUntil(() => stack.workerIds().length === WORKERS);
    expect(stack.workerIds()).toContain(survivor);
    expect(stack.workerIds()).not.toContain(victim);
    const said = stack.logLines().filter(({ msg }) => msg === 'A worker ended; another takes its place.');
    expect(said).toMatchObject([{ level: 50, by: 'SIGKILL', worker: expect.any(Number) }]);

    for (const one of calls) one.leave();
    await untilRecorded(key.id, 'failed', lost);
    await untilRecorded(key.id, 'cancelled', calls.length - lost);
  }, 120_000);

  it('that is told to stop lets the streams of both workers end, and exits with 0', async () => {
    const key = await stack.admin.make('key');
    stack.fake.answerAll(SLOW_STREAM);
    const workers = stack.workerIds();
    const streams = Array.from({ length: 8 }, () => open(key.key, STREAM));
    await Promise.all(streams.map((stream) => stream.until(({ text }) => text !== '')));
    const exitCode = await stack.gateway.stop();

    expect(exitCode).toBe(0);
    expect(streams.map((stream) => endingOf(STREAM, stream))).toEqual(streams.map(() => 'answer'));
    expect(workers.filter(isRunning)).toEqual([]);
    await stack.gateway.start();
    await untilRecorded(key.id, 'completed', 8);
  }, 120_000);

  it('that is told to stop serves the connections that wait to be taken', async () => {
    const calls = Array.from({ length: 100 }, () => open(MASTER_KEY));
    expect(await stack.gateway.stop()).toBe(0);
    await Promise.all(calls.map((one) => one.until(() => false)));
    expect(calls.map((one) => endingOf(WHOLE, one))).toEqual(calls.map(() => 'answer'));
    await stack.gateway.start();
  }, 120_000);

  it('whose primary is killed lets open streams end, then leaves, and the next start goes on', async () => {
    const key = await stack.admin.make('key');
    stack.fake.answerAll(SLOW_STREAM);
    const workers = stack.workerIds();
    const streams = Array.from({ length: 4 }, () => open(key.key, STREAM));
    await Promise.all(streams.map((stream) => stream.until(({ text }) => text !== '')));
    await stack.gateway.kill();
    const restarted = stack.gateway.start();
    await Promise.all(streams.map((stream) => stream.until(() => false)));

    expect(streams.map((stream) => endingOf(STREAM, stream))).toEqual(streams.map(() => 'answer'));
    await restarted;
    await waitUntil(() => !workers.some(isRunning));
    await untilRecorded(key.id, 'completed', 4);
  }, 120_000);

  it('that gets a second signal ends at once, with all of its workers', async () => {
    const workers = stack.workerIds();
    stack.fake.answerAll(NEVER_BEGINS);
    const waiting = open(MASTER_KEY);
    await stack.fake.waitForOpenRequests(1);
    const stops = (): number => stack.gateway.log().split('A second signal stops at once.').length;
    const before = stops();
    const stopped = stack.gateway.stop();
    await waitUntil(() => stops() > before);
    stack.gateway.tell('SIGINT');

    expect(await stopped).toBe(130);
    await waitUntil(() => waiting.isClosed && !workers.some(isRunning));
    await stack.gateway.start();
  }, 120_000);

  /** Requests that have ended, of each worker. */
  async function requestTotals(): Promise<number[]> {
    const response = await fetch(`${stack.gateway.url}/metrics`, { headers: { connection: 'close' } });
    const page = await response.text();
    expect(page.match(/^# TYPE tollgate_requests_total counter$/gm)).toHaveLength(1);
    const totals = new Map<string, number>();
    for (const [, worker = '', count] of page.matchAll(
      /^tollgate_requests_total\{worker="(\d+)".*\} (\d+)$/gm,
    )) {
      totals.set(worker, (totals.get(worker) ?? 0) + Number(count));
    }
    return [...totals.values()];
  }

  async function waitForTotal(wanted: number): Promise<void> {
    for (;;) {
      const total = (await requestTotals()).reduce((sum, count) => sum + count, 0);
      if (total === wanted) return;
      expect(total).toBeLessThan(wanted);
      await wait(20);
    }
  }

  async function untilRecorded(keyId: string, result: string, count: number): Promise<void> {
    const giveUpAt = performance.now() + 15_000;
    for (;;) {
      const records = await stack.admin.records(`key_id=${keyId}`);
      const found = records.filter((record) => record.result === result).length;
      if (found === count) return;
      if (performance.now() > giveUpAt) expect({ result, found }).toEqual({ result, found: count });
      await wait(50);
    }
  }
});
