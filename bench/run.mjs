/** Entry of `npm run bench`: see README.md in this folder. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasGatewayBuild, startContenders } from './contenders.mjs';
import { measure } from './measure.mjs';
import { LOAD_CORE, startMock } from './mock-process.mjs';
import { readOptions } from './options.mjs';
import { canPin, pinThisProcess } from './process-stats.mjs';
import { renderReport } from './report.mjs';
import { listScenarios } from './scenarios.mjs';
import { judgeTargets } from './targets.mjs';

const WARM_UP = {
  unit: 'request',
  concurrent: 32,
  callsEach: Infinity,
  staggerMs: 0,
  padBytes: 600,
  chunks: 100,
  gapMs: 0,
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  const options = readOptions(process.argv.slice(2));
  if (options) process.exitCode = await bench(options);
} catch (error) {
  console.error(`bench: ${error.message}`);
  // Programs that were started may still run; the exit ends them.
  process.exit(1);
}

async function bench(options) {
  const scenarios = chooseScenarios(options);
  const facts = describeRun(options);
  pinThisProcess(LOAD_CORE);
  const workDirectory = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  process.once('exit', () => rmSync(workDirectory, { recursive: true, force: true }));
  const { contenders, results } = await runAll(scenarios, options, workDirectory);
  const verdicts = judgeTargets(results);
  const report = renderReport({ facts, scenarios, contenders, results, verdicts });
  console.log(report);
  saveResults(options.outDirectory, report, { facts, scenarios, contenders, results, verdicts });
  return options.isStrict && !isClean(results, verdicts) ? 1 : 0;
}

function chooseScenarios({ isQuick, only }) {
  if (!existsSync('/proc/self/status'))
    throw new Error('CPU and memory are read from /proc: this needs Linux.');
  const scenarios = listScenarios(isQuick).filter(({ name }) => only.test(name));
  if (scenarios.length > 0) return scenarios;
  const names = listScenarios(isQuick).map(({ name }) => `  ${name}`);
  throw new Error(`No scenario matches ${only}. There are:\n${names.join('\n')}`);
}

/** One group after the other, each with contenders that were started for it. */
async function runAll(scenarios, options, workDirectory) {
  const mock = await startMock(workDirectory);
  const results = {};
  let contenders = [];
  for (const group of new Set(scenarios.map((scenario) => scenario.group))) {
    const chosen = scenarios.filter((scenario) => scenario.group === group);
    contenders = await runGroup(chosen, {
      mock,
      results,
      options,
      workDirectory: join(workDirectory, group),
    });
  }
  await mock.stop();
  return { contenders: contenders.map(({ name, api, floor }) => ({ name, api, floor })), results };
}

async function runGroup(scenarios, { mock, results, options, workDirectory }) {
  const { contenders, stop } = await startContenders(mock, workDirectory, options);
  for (const contender of contenders) await warmUp(contender, mock, options);
  for (let round = 0; round < options.rounds; round++) {
    for (const scenario of scenarios) await runRound(round, scenario, { mock, contenders, results });
  }
  await stop();
  return contenders;
}

async function warmUp(contender, mock, { isQuick }) {
  await mock.setPace(WARM_UP);
  for (const isStream of [false, true]) {
    const shape = { ...WARM_UP, name: 'warm-up', durationMs: isQuick ? 1000 : 2500, isStream };
    const figures = await measure(contender, shape, mock.pid);
    if (figures.errors > 0) console.error(progressLine('-', shape, contender, figures));
  }
}

/** The contenders in turn; in every second round the other way round, so that none always comes first. */
async function runRound(round, scenario, { mock, contenders, results }) {
  await mock.setPace(scenario);
  for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
    const figures = await measure(contender, scenario, mock.pid);
    const byContender = (results[scenario.name] ??= {});
    (byContender[contender.name] ??= []).push(figures);
    console.error(progressLine(round + 1, scenario, contender, figures));
  }
}

function progressLine(
  round,
  { name, unit },
  contender,
  { cpuPerUnitUs, cores, loadCores, errors, errorSample },
) {
  const cpu = `${cpuPerUnitUs.toFixed(1)} µs/${unit}`.padStart(18);
  const failures = errors > 0 ? `  ${errors} ERRORS: ${errorSample}` : '';
  return `${round}  ${name.padEnd(42)} ${contender.name.padEnd(18)} ${cpu}  cores ${cores.toFixed(2)} load ${loadCores.toFixed(2)}${failures}`;
}

function describeRun({ isQuick, rounds }) {
  return {
    at: new Date().toISOString(),
    node: process.version,
    rounds: `${rounds}${isQuick ? ', quick' : ''}`,
    cores: `${availableParallelism()}, ${canPin ? 'contenders on core 0, load client and mock on core 1' : 'not pinned: no taskset or one core, so expect noise'}`,
    'load average before': loadavg()
      .map((load) => load.toFixed(2))
      .join(' '),
    tollgate: hasGatewayBuild
      ? 'dist/cli.js'
      : 'not measured: there is no dist/cli.js, build it with `npm run build`',
  };
}

function saveResults(directory, report, everything) {
  const name = everything.facts.at.slice(0, 19).replaceAll(':', '-');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${name}.md`), report);
  writeFileSync(join(directory, `${name}.json`), `${JSON.stringify(everything, null, 1)}\n`);
  console.error(`Written: ${join(directory, name)}.md and .json`);
}

function isClean(results, verdicts) {
  const rounds = Object.values(results).flatMap((byContender) => Object.values(byContender).flat());
  return rounds.every(({ errors }) => errors === 0) && verdicts.every(({ verdict }) => verdict === 'met');
}
