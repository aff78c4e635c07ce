import { existsSync, readdirSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { databases, type TestDatabase, type TestDatabaseKind } from '../database/start-test-database.js';
import { PROJECT_ROOT } from '../examples/example-files.js';
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

const LASTS_MS = IS_LONG ? 600_000 : 16_000;
/** A process takes memory for good while it is new. */
const WARM_UP_MS = IS_LONG ? 120_000 : 8_000;
const CALLERS = 16;
/** Evenly: some things are remembered for seconds, and take as much memory as there were calls in these. */
const CALLS_A_SECOND = IS_LONG ? 300 : 150;
/** One call in so many goes wrong. */
const FAULT_EVERY = 20;
const MOST_MB_PER_100_000 = 1;
/** What the short form can tell from noise, which sees fewer calls. */
const MOST_GROWTH_MB = 10;
/** Sockets come and go. */
const MOST_MORE_FILES = 24;
const SAMPLE_EVERY_MS = IS_LONG ? 5_000 : 1_000;
const SAMPLES_A_MINUTE = 60_000 / SAMPLE_EVERY_MS;
/** From the signal until its garbage is collected. */
const COLLECTING_MS = 300;
const COLLECT_ON_SIGNAL = join(PROJECT_ROOT, 'test/reliability/harness/collect-on-signal.mjs');
const MB = 2 ** 20;
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

/** Taken when the process has collected its garbage. */
interface Sample {
  calls: number;
  rssMb: number;
  /** On the heap and beside it, but without what the collector holds in store. */
  keptMb: number;
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
    gateway = await makeSpawnedGateway(database, fake.origin, {
      LOG_LEVEL: 'error',
      NODE_OPTIONS: `--import ${COLLECT_ON_SIGNAL}`,
    });
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
      const sample = async (): Promise<void> => {
        while (elapsedMs() < LASTS_MS) {
          await wait(SAMPLE_EVERY_MS - COLLECTING_MS);
          const looked = await look();
          if (elapsedMs() > WARM_UP_MS) samples.push(looked);
        }
      };
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let round = caller; elapsedMs() < LASTS_MS; round += 1) {
          await wait(Math.max(0, (calls * 1_000) / CALLS_A_SECOND - elapsedMs()));
          await makeCall(round);
        }
      });
      await Promise.all([...callers, sample()]);

      const [first, last] = [samples[0] as Sample, samples.at(-1) as Sample];
      const slopes = { rss: slopeOf(samples, 'rssMb'), kept: slopeOf(samples, 'keptMb') };
      const grownMb = medianOf(samples.slice(-5), 'keptMb') - medianOf(samples.slice(0, 5), 'keptMb');
      const share = (endings.get('answer') ?? 0) / calls;
      const slopeText = `slope ${slopes.kept.toFixed(2)} MB (RSS ${slopes.rss.toFixed(2)} MB) per 100,000 calls`;
      quote(
        'R18',
        `${DATABASE.name}, ${calls} calls in ${LASTS_MS / 1000} s, ${((1 - share) * 100).toFixed(1)} % not answered in full: ` +
          `kept ${first.keptMb.toFixed(0)} → ${last.keptMb.toFixed(0)} MB, RSS ${first.rssMb.toFixed(0)} → ${last.rssMb.toFixed(0)} MB; ` +
          `${IS_LONG ? slopeText : `${grownMb.toFixed(1)} MB more`}; ${first.files} → ${last.files} open files`,
      );
      expect(share).toBeGreaterThan(0.85);
      expect(share).toBeLessThan(0.97);
      expect(last.files).toBeLessThan(first.files + MOST_MORE_FILES);
      if (IS_LONG) expect(slopes.kept).toBeLessThan(MOST_MB_PER_100_000);
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

  /** The size of its garbage says more of a process's collector than of the process. */
  async function look(): Promise<Sample> {
    gateway.tell('SIGUSR2');
    await wait(COLLECTING_MS);
    const lines = gateway.log().match(/^memory .*$/gm) ?? [];
    const { rss, kept } = JSON.parse(lines.at(-1)?.slice('memory '.length) ?? '{}') as Record<string, number>;
    const files = readdirSync(`/proc/${gateway.processId()}/fd`).length;
    return { calls, rssMb: Number(rss) / MB, keptMb: Number(kept) / MB, files };
  }
});

type Measure = 'rssMb' | 'keptMb';

function medianOf(samples: readonly Sample[], measure: Measure): number {
  const sorted = samples.map((sample) => sample[measure]).sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? 0;
}

/** What is above the lowest of some samples in a row is what calls took at that moment. */
function lowestOfEach(count: number, samples: readonly Sample[], measure: Measure): Sample[] {
  const groups = Math.floor(samples.length / count);
  return Array.from({ length: groups }, (_, index) => {
    const group = samples.slice(index * count, (index + 1) * count);
    return group.reduce((lowest, sample) => (sample[measure] < lowest[measure] ? sample : lowest));
  });
}

/** Megabytes per 100,000 calls, by least squares. */
function slopeOf(samples: readonly Sample[], measure: Measure): number {
  const points = lowestOfEach(SAMPLES_A_MINUTE, samples, measure);
  const meanOf = (values: number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const meanCalls = meanOf(points.map(({ calls }) => calls));
  const meanMb = meanOf(points.map((point) => point[measure]));
  const products = points.map((point) => (point.calls - meanCalls) * (point[measure] - meanMb));
  const squares = points.map(({ calls }) => (calls - meanCalls) ** 2);
  return (meanOf(products) / meanOf(squares)) * 100_000;
}
