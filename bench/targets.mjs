import { errorsOf, pairedMedian, roundsOf } from './results.mjs';
import { GROWTH_STEPS, scenarioNames } from './scenarios.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {object} Verdict
 * @property {string} figure
 * @property {number} limit
 * @property {'×' | 'ms'} unit
 * @property {number | null} measured
 * @property {'met' | 'missed' | 'not measured' | 'void'} verdict
 */

const cpu = (figures) => figures.cpuPerUnitUs;
const memory = (figures) => figures.residentMb;

const STREAM_SCENARIOS = [
  scenarioNames.stream(100, 0),
  scenarioNames.stream(500, 0),
  scenarioNames.stream(100, 10),
  scenarioNames.stream(500, 10),
  scenarioNames.growth(1000),
];

const TARGETS = [
  ...STREAM_SCENARIOS.map((scenario) =>
    ratioTarget('translated', scenario, 'tollgate-chat', 'bare-translate', 0.6),
  ),
  ...STREAM_SCENARIOS.map((scenario) =>
    ratioTarget('passed through', scenario, 'tollgate-messages', 'bare-passthrough', 1.1),
  ),
  ratioTarget('translated', scenarioNames.nonstream(64), 'tollgate-chat', 'bare-translate', 2.5),
  ratioTarget('passed through', scenarioNames.body(8), 'tollgate-messages', 'bare-passthrough', 1.2),
  addedTimeTarget('translated', 'tollgate-chat'),
  addedTimeTarget('passed through', 'tollgate-messages'),
  memoryTarget('translated', 'tollgate-chat'),
  growthTarget('translated', 'tollgate-chat'),
  growthTarget('passed through', 'tollgate-messages'),
];

/**
 * Compares results with what Tollgate must reach. A target with an error in one of its measurements is void.
 * @param {import('./results.mjs').Results} results
 * @returns {Verdict[]}
 */
export function judgeTargets(results) {
  return TARGETS.map(({ figure, limit, unit, needs, measure }) => {
    const series = needs.map(([scenario, contender]) => roundsOf(results, scenario, contender));
    const errors = series.reduce((sum, rounds) => sum + errorsOf(rounds), 0);
    const isWhole = errors === 0 && series.every((rounds) => rounds.length > 0);
    const measured = isWhole ? measure(series) : null;
    return { figure, limit, unit, measured, verdict: decide(measured, limit, errors) };
  });
}

function decide(measured, limit, errors) {
  if (errors > 0) return 'void';
  if (measured === null) return 'not measured';
  return measured <= limit ? 'met' : 'missed';
}

function ratioTarget(route, scenario, contender, floor, limit) {
  return {
    figure: `${scenario}, ${route}: CPU against ${floor}`,
    limit,
    unit: '×',
    needs: [contender, floor].map((name) => [scenario, name]),
    measure: ([own, bare]) => pairedMedian(own, bare, (left, right) => cpu(left) / cpu(right)),
  };
}

function addedTimeTarget(route, contender) {
  const scenario = scenarioNames.stream(100, 10);
  return {
    figure: `${scenario}, ${route}: p50 time to first token over the direct call`,
    limit: 1.5,
    unit: 'ms',
    needs: [contender, 'direct'].map((name) => [scenario, name]),
    measure: ([own, direct]) =>
      pairedMedian(own, direct, (left, right) => left.firstMarkMs.p50 - right.firstMarkMs.p50),
  };
}

function memoryTarget(route, contender) {
  const scenario = scenarioNames.growth(2000);
  return {
    figure: `${scenario}, ${route}: memory against bare-translate`,
    limit: 1.5,
    unit: '×',
    needs: [contender, 'bare-translate'].map((name) => [scenario, name]),
    measure: ([own, bare]) => pairedMedian(own, bare, (left, right) => memory(left) / memory(right)),
  };
}

/** The cheapest of the smaller steps is the measure: one lone stream pays for every wake-up by itself. */
function growthTarget(route, contender) {
  const steps = GROWTH_STEPS.toSorted((left, right) => right - left);
  return {
    figure: `growth 1 → ${steps[0]} streams, ${route}: CPU a chunk against the cheapest smaller step`,
    limit: 1.3,
    unit: '×',
    needs: steps.map((step) => [scenarioNames.growth(step), contender]),
    measure: ([most, ...smaller]) =>
      median(
        most.map((figures, round) => cpu(figures) / Math.min(...smaller.map((rounds) => cpu(rounds[round])))),
      ),
  };
}
