import { setTimeout as sleep } from 'node:timers/promises';
import { callBytes } from './call-bytes.mjs';
import { LoadConnection } from './load-client.mjs';
import { monotonicMicros } from './mark.mjs';
import { cpuTimeUs, processTree, residentMb } from './process-stats.mjs';
import { quantile } from './statistics.mjs';

const GRACE_MS = 30_000;
const SETTLE_MS = 100;
const MEMORY_SAMPLE_MS = 100;
const MOST_ERRORS = 100;

/**
 * @typedef {object} Figures
 * @property {number} calls
 * @property {number} errors answers that failed, had another status than 200, or not every mark
 * @property {string | null} errorSample what the first of them looked like
 * @property {number} cpuPerUnitUs CPU of the contender's processes for one request or one chunk
 * @property {number} unitsPerSecond
 * @property {number} cores cores that the contender used
 * @property {number} loadCores cores that the load client and the mock used together
 * @property {number} residentMb most memory seen
 * @property {Record<'p50' | 'p95' | 'p99', number | null>} totalMs
 * @property {Record<'p50' | 'p95' | 'p99', number | null>} firstMarkMs
 * @property {Record<'p50' | 'p95' | 'p99', number | null>} latenessMs from the mock's write to the client's read
 */

/**
 * Runs one scenario once against one contender. Bounded in time: what has not ended by then counts as an error.
 * @param {import('./contenders.mjs').Contender} contender
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {number} mockPid
 * @returns {Promise<Figures>}
 */
export async function measure(contender, scenario, mockPid) {
  const connections = Array.from({ length: scenario.concurrent }, () => new LoadConnection(contender.port));
  try {
    await Promise.all(connections.map((connection) => connection.open()));
    await sleep(SETTLE_MS);
    const stopMeter = startMeter(processTree(contender.pid), processTree(mockPid));
    const tally = await drive(connections, callBytes(contender, scenario), scenario);
    return describe(tally, stopMeter(), scenario);
  } finally {
    connections.forEach((connection) => connection.close());
    await sleep(SETTLE_MS);
  }
}

/** Starts to watch CPU and memory; the function that it returns stops and gives what was used since. */
function startMeter(pids, mockPids) {
  const startUs = monotonicMicros();
  const readLoadUs = () =>
    cpuTimeUs(mockPids) + Object.values(process.cpuUsage()).reduce((sum, us) => sum + us);
  const [cpuUs, loadUs] = [cpuTimeUs(pids), readLoadUs()];
  let mostMb = residentMb(pids);
  const sample = () => (mostMb = Math.max(mostMb, residentMb(pids)));
  const sampler = setInterval(sample, MEMORY_SAMPLE_MS);
  return () => {
    clearInterval(sampler);
    sample();
    return {
      wallUs: monotonicMicros() - startUs,
      cpuUs: cpuTimeUs(pids) - cpuUs,
      loadUs: readLoadUs() - loadUs,
      residentMb: mostMb,
    };
  };
}

async function drive(connections, requestBytes, scenario) {
  const tally = {
    calls: 0,
    marks: 0,
    errors: 0,
    errorSample: null,
    totalUs: [],
    firstMarkUs: [],
    latenessUs: [],
  };
  const deadline = { atUs: monotonicMicros() + (scenario.durationMs + scenario.staggerMs) * 1000 };
  const giveUp = () => connections.forEach((connection) => connection.fail('timed out'));
  const timer = setTimeout(giveUp, scenario.durationMs + scenario.staggerMs + GRACE_MS);
  const work = { requestBytes, scenario, tally, deadline };
  await Promise.all(
    connections.map(async (connection, index) => {
      await sleep((scenario.staggerMs * index) / connections.length);
      await callRepeatedly(connection, work);
    }),
  );
  clearTimeout(timer);
  return tally;
}

async function callRepeatedly(connection, { requestBytes, scenario, tally, deadline }) {
  const onLateness = scenario.gapMs > 0 ? (us) => tally.latenessUs.push(us) : undefined;
  let calls = 0;
  do {
    count(tally, await connection.call(requestBytes, onLateness), scenario);
    calls += 1;
  } while (calls < scenario.callsEach && tally.errors < MOST_ERRORS && monotonicMicros() < deadline.atUs);
}

function count(tally, answer, scenario) {
  const expectedMarks = scenario.isStream ? scenario.chunks : 1;
  tally.calls += 1;
  tally.marks += answer.marks;
  if (answer.error === null && answer.status === 200 && answer.marks === expectedMarks) {
    tally.totalUs.push(answer.totalUs);
    tally.firstMarkUs.push(answer.firstMarkUs);
    return;
  }
  tally.errors += 1;
  tally.errorSample ??= `${answer.error ?? 'answered'}, status ${answer.status}, ${answer.marks} of ${expectedMarks} marks`;
}

function describe(tally, used, scenario) {
  const units = scenario.unit === 'chunk' ? tally.marks : tally.calls;
  return {
    calls: tally.calls,
    errors: tally.errors,
    errorSample: tally.errorSample,
    cpuPerUnitUs: used.cpuUs / units,
    unitsPerSecond: (units / used.wallUs) * 1e6,
    cores: used.cpuUs / used.wallUs,
    loadCores: used.loadUs / used.wallUs,
    residentMb: used.residentMb,
    totalMs: percentiles(tally.totalUs),
    firstMarkMs: percentiles(tally.firstMarkUs),
    latenessMs: percentiles(tally.latenessUs),
  };
}

function percentiles(valuesUs) {
  const atMs = (share) => (valuesUs.length > 0 ? quantile(valuesUs, share) / 1000 : null);
  return { p50: atMs(0.5), p95: atMs(0.95), p99: atMs(0.99) };
}
