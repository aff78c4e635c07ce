import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';

import { databases, type TestDatabase, type TestDatabaseKind } from '../database/start-test-database.js';
import {
  type AnswerSpec,
  type FakeAnthropic,
  type FakeRequest,
  startFakeAnthropic,
} from '../fake-anthropic/start-fake-anthropic.mjs';
import { type Door, endingOf, STREAM_DOORS, WHOLE_DOORS } from '../robustness/doors.js';
import { makeAdmin, type Subject } from './harness/admin.js';
import { call, openCall } from './harness/calls.js';
import { IS_LONG, quote } from './harness/figures.js';
import { type SpawnedGateway, makeSpawnedGateway } from './harness/spawn-gateway.js';
import { MASTER_KEY, UPSTREAM_KEY } from './harness/start-stack.js';

const LASTS_MS = IS_LONG ? 600_000 : 30_000;
/** A process takes memory for good while it is new. */
const WARM_UP_MS = IS_LONG ? 120_000 : 10_000;
const CALLERS = 16;
/** One call in so many goes wrong. */
const FAULT_EVERY = 20;
const MOST_MB_PER_100_000 = 1;
/** What the short form can tell from noise. */
const MOST_GROWTH_MB = 60;
/** Sockets come and go. */
const MOST_MORE_FILES = 24;
const SAMPLE_EVERY_MS = 500;
const DOORS: readonly Door[] = [...WHOLE_DOORS, ...STREAM_DOORS];

const FAULTS: readonly AnswerSpec[] = [
  { status: 500 },
  { status: 529 },
  { status: 400, error: { type: 'invalid_request_error', message: 'No.' } },
  { resetBeforeHeaders: true },
  { fixture: 'text', resetAfterBytes: 200 },
  { fixture: 'text', truncateAfterBytes: 300 },
  { fixture: 'text', errorEventAfter: 3 },
  { fixture: 'text', invalidJsonEvent: true },
  { fixture: 'text', endAfterEvents: 4 },
];

interface Sample {
  calls: number;
  rssMb: number;
  files: number;
}

function answerTo({ number }: FakeRequest): AnswerSpec {
  if (number % FAULT_EVERY !== 0) return { fixture: 'text' };
  return FAULTS[(number / FAULT_EVERY) % FAULTS.length] as AnswerSpec;
}

/** As larger installations run it, where there is one. */
const DATABASE = databases().at(-1) as TestDatabaseKind;
const describeOnLinux = existsSync('/proc/self/fd') ? describe : describe.skip;

describeOnLinux(`R18: mixed load with faults (${DATABASE.name}; needs /proc)`, () => {
  let database: TestDatabase;
  let fake: FakeAnthropic;
  let gateway: SpawnedGateway;
  let key: Subject;
  const agent = new Agent({ keepAlive: true });
  const endings = new Map<string, number>();
  let calls = 0;

  beforeAll(async () => {
    [database, fake] = await Promise.all([
      DATABASE.start(),
      startFakeAnthropic({ apiKeys: [UPSTREAM_KEY], keepRequests: 1 }),
    ]);
    fake.answerAll(answerTo);
    gateway = await makeSpawnedGateway(database, fake.origin, { LOG_LEVEL: 'error' });
    await gateway.start();
    const admin = makeAdmin(
      () => gateway.url,
      MASTER_KEY,
      () => {},
    );
    key = await admin.make('key', { max_budget: 1_000_000, budget_duration: '1d', rpm_limit: 10_000_000 });
  }, 60_000);
  afterAll(async () => {
    agent.destroy();
    await gateway?.kill();
    await fake?.close();
    rmSync(`${database.config.dataDir}.log`, { force: true });
    await database?.close();
  });

  it(
    'takes no more memory and no more files the longer it lasts',
    async () => {
      const startedAt = performance.now();
      const elapsedMs = (): number => performance.now() - startedAt;
      const samples: Sample[] = [];
      const sampler = setInterval(() => {
        if (elapsedMs() > WARM_UP_MS) samples.push(look());
      }, SAMPLE_EVERY_MS);
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let round = caller; elapsedMs() < LASTS_MS; round += 1) await makeCall(round);
      });
      await Promise.all(callers).finally(() => clearInterval(sampler));

      const [first, last] = [samples[0] as Sample, samples.at(-1) as Sample];
      const slope = slopeOf(samples);
      const grownMb = medianOf(samples.slice(-10)) - medianOf(samples.slice(0, 10));
      const share = (endings.get('answer') ?? 0) / calls;
      quote(
        'R18',
        `${DATABASE.name}, ${calls} calls in ${(LASTS_MS / 1000).toFixed(0)} s, ${((1 - share) * 100).toFixed(1)} % not answered in full: RSS ${first.rssMb.toFixed(0)} → ${last.rssMb.toFixed(0)} MB, ` +
          `slope ${slope.toFixed(2)} MB per 100,000 calls; ${first.files} → ${last.files} open files`,
      );
      expect(share).toBeGreaterThan(0.85);
      expect(share).toBeLessThan(0.97);
      expect(last.files).toBeLessThan(first.files + MOST_MORE_FILES);
      if (IS_LONG) expect(slope).toBeLessThan(MOST_MB_PER_100_000);
      else expect(grownMb).toBeLessThan(MOST_GROWTH_MB);
    },
    LASTS_MS + 60_000,
  );

  /** One caller in some leaves, and one in some asks for nonsense. */
  async function makeCall(round: number): Promise<void> {
    const door = DOORS[round % DOORS.length] as Door;
    calls += 1;
    if (round % 97 === 0) return await leave(door);
    const more = round % 89 === 0 ? { messages: 'none' } : undefined;
    const ending = await call({ port: gateway.port, agent }, { door, key: key.key, more }).then(
      (answer) => String(endingOf(door, answer)),
      () => 'broken off',
    );
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }

  async function leave(door: Door): Promise<void> {
    const open = openCall(gateway, { door, key: key.key });
    await open.until(({ isSent }) => isSent);
    open.leave();
    await open.until(() => false);
  }

  function look(): Sample {
    const folder = `/proc/${gateway.processId()}`;
    const rssKb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1];
    return { calls, rssMb: Number(rssKb) / 1024, files: readdirSync(`${folder}/fd`).length };
  }
});

function medianOf(samples: readonly Sample[]): number {
  const sorted = samples.map(({ rssMb }) => rssMb).sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Megabytes per 100,000 calls, by least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const meanOf = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const meanCalls = meanOf(samples.map(({ calls }) => calls));
  const meanMb = meanOf(samples.map(({ rssMb }) => rssMb));
  const products = samples.map(({ calls, rssMb }) => (calls - meanCalls) * (rssMb - meanMb));
  const squares = samples.map(({ calls }) => (calls - meanCalls) ** 2);
  return (meanOf(products) / meanOf(squares)) * 100_000;
}
