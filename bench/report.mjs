import { errorsOf, medianOf, pairedMedian, roundsOf, spreadOf } from './results.mjs';

const PREAMBLE = `CPU is the contender's own, user and system, of all its threads, from /proc. A ratio is taken within each round,
then the median of the rounds; other figures are medians. *cores* is what the contender used, *load* what the load
client and the mock used on theirs: near 1 either one is the limit of the rate and of the times beside it. *spread*
is how far the rounds disagree about the CPU. An error voids its line.`;

/** Columns of a scenario's table: heading and cell. */
const COMMON_COLUMNS = [
  [
    'cores',
    ({ rounds }) =>
      number(
        medianOf(rounds, (figures) => figures.cores),
        2,
      ),
  ],
  [
    'load',
    ({ rounds }) =>
      number(
        medianOf(rounds, (figures) => figures.loadCores),
        2,
      ),
  ],
  [
    'RSS MB',
    ({ rounds }) =>
      number(
        medianOf(rounds, (figures) => figures.residentMb),
        0,
      ),
  ],
  ['spread', ({ rounds }) => percent(spreadOf(rounds, cpu))],
  ['errors', ({ rounds }) => describeErrors(rounds)],
];
const REQUEST_COLUMNS = [
  ['CPU µs / request', ({ rounds }) => number(medianOf(rounds, cpu), 1)],
  ['× its floor', (line) => floorRatio(line)],
  [
    'requests / s',
    ({ rounds }) =>
      number(
        medianOf(rounds, (figures) => figures.unitsPerSecond),
        0,
      ),
  ],
  ['p50 / p95 / p99 ms', ({ rounds }) => times(rounds, 'totalMs', ['p50', 'p95', 'p99'])],
  ...COMMON_COLUMNS,
];
const CHUNK_COLUMNS = [
  ['CPU µs / chunk', ({ rounds }) => number(medianOf(rounds, cpu), 2)],
  ['× its floor', (line) => floorRatio(line)],
  [
    'chunks / s',
    ({ rounds }) =>
      number(
        medianOf(rounds, (figures) => figures.unitsPerSecond),
        0,
      ),
  ],
  ['first token p50 / p95 ms', ({ rounds }) => times(rounds, 'firstMarkMs', ['p50', 'p95'])],
  ['added p50 / p95 ms', (line) => addedTimes(line)],
  ['lateness p50 / p99 ms', ({ rounds }) => times(rounds, 'latenessMs', ['p50', 'p99'])],
  ...COMMON_COLUMNS,
];

/**
 * The whole report as Markdown.
 * @param {object} run
 * @param {Record<string, string>} run.facts what to know about the machine and the run
 * @param {import('./scenarios.mjs').Scenario[]} run.scenarios
 * @param {{ name: string, floor: string | null }[]} run.contenders
 * @param {import('./results.mjs').Results} run.results
 * @param {import('./targets.mjs').Verdict[]} run.verdicts
 * @returns {string}
 */
export function renderReport({ facts, scenarios, contenders, results, verdicts }) {
  const factLines = Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`);
  return [
    `# Tollgate bench\n\n${factLines.join('\n')}\n\n${PREAMBLE}`,
    ...scenarios.map((scenario) => renderScenario(scenario, contenders, results)),
    renderTargets(verdicts),
  ].join('\n\n');
}

function renderScenario(scenario, contenders, results) {
  const columns = scenario.unit === 'chunk' ? CHUNK_COLUMNS : REQUEST_COLUMNS;
  const rows = contenders.map(({ name, floor }) => {
    const [rounds, floorRounds, directRounds] = [name, floor, 'direct'].map((each) =>
      roundsOf(results, scenario.name, each),
    );
    return [name, ...columns.map(([, cell]) => cell({ rounds, floorRounds, directRounds }))];
  });
  return `## ${scenario.name}\n\n${table(['contender', ...columns.map(([heading]) => heading)], rows)}`;
}

function renderTargets(verdicts) {
  const rows = verdicts.map(({ figure, limit, unit, measured, verdict }) => [
    figure,
    `≤ ${limit} ${unit}`,
    measured === null ? '-' : `${number(measured, 2)} ${unit}`,
    verdict === 'missed' ? '**missed**' : verdict,
  ]);
  return `## Targets\n\n${table(['figure', 'target', 'measured', 'verdict'], rows)}\n`;
}

function table(headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

function cpu(figures) {
  return figures.cpuPerUnitUs;
}

function floorRatio({ rounds, floorRounds }) {
  const ratio = pairedMedian(rounds, floorRounds, (own, floor) => cpu(own) / cpu(floor));
  return ratio === null ? '-' : `${number(ratio, 2)} ×`;
}

function addedTimes({ rounds, directRounds }) {
  if (rounds === directRounds) return '-';
  const added = (share) =>
    pairedMedian(rounds, directRounds, (own, direct) => own.firstMarkMs[share] - direct.firstMarkMs[share]);
  return `${number(added('p50'), 2)} / ${number(added('p95'), 2)}`;
}

function times(rounds, figure, shares) {
  return shares
    .map((share) =>
      number(
        medianOf(rounds, (figures) => figures[figure][share]),
        2,
      ),
    )
    .join(' / ');
}

function describeErrors(rounds) {
  const errors = errorsOf(rounds);
  if (errors === 0) return '0';
  const sample = rounds.find((figures) => figures.errorSample !== null)?.errorSample;
  return `**void: ${errors}** (${sample})`;
}

function number(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

function percent(share) {
  return share === null ? '-' : `${number(share * 100, 0)} %`;
}
