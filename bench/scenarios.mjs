/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {'request' | 'stream' | 'growth'} group scenarios of one group share freshly started contenders
 * @property {'request' | 'chunk'} unit what the CPU is divided by
 * @property {number} concurrent connections, each with one call at a time
 * @property {number} callsEach most calls of one connection
 * @property {number} durationMs no call starts later than this
 * @property {number} staggerMs time over which the connections' first calls are spread
 * @property {number} padBytes size of the last message's text
 * @property {boolean} isStream
 * @property {number} chunks text events in a streamed answer
 * @property {number} gapMs time between two of them, 0 for all at once
 */

/** Names of scenarios, for the targets that speak of them. */
export const scenarioNames = {
  nonstream: (concurrent) => `nonstream ${concurrent} at once`,
  stream: (concurrent, gapMs) =>
    `stream ${concurrent} at once, ${gapMs === 0 ? 'back to back' : `${gapMs} ms apart`}`,
  body: (megabytes) => `body ${megabytes} MB`,
  growth: (concurrent) => `growth, streams ${concurrent} at once, 100 ms apart`,
};

export const GROWTH_STEPS = [1, 100, 1000, 2000];

const DEFAULTS = {
  unit: 'request',
  callsEach: Infinity,
  staggerMs: 0,
  padBytes: 600,
  isStream: false,
  chunks: 100,
  gapMs: 0,
};

/**
 * All scenarios, in the order in which they run. A quick run does the same for a shorter time.
 * @param {boolean} isQuick
 * @returns {Scenario[]}
 */
export function listScenarios(isQuick) {
  return [
    ...[1, 64, 256].map((concurrent) => nonstream(concurrent, isQuick)),
    body(1, isQuick ? 5 : 25),
    body(8, isQuick ? 3 : 10),
    ...[0, 10].flatMap((gapMs) => [100, 500].map((concurrent) => stream(concurrent, gapMs, isQuick))),
    ...GROWTH_STEPS.map((concurrent) => growth(concurrent, isQuick)),
  ];
}

function nonstream(concurrent, isQuick) {
  const durationMs = isQuick ? 800 : 3000;
  return {
    ...DEFAULTS,
    name: scenarioNames.nonstream(concurrent),
    group: 'request',
    concurrent,
    durationMs,
  };
}

/** A stream with gaps lasts a second: it gets that much less time to start another. */
function stream(concurrent, gapMs, isQuick) {
  const name = scenarioNames.stream(concurrent, gapMs);
  const durationMs = (isQuick ? 1000 : 3000) - (gapMs > 0 ? 1000 : 0);
  const staggerMs = gapMs > 0 ? 500 : 0;
  return {
    ...DEFAULTS,
    name,
    group: 'stream',
    unit: 'chunk',
    isStream: true,
    concurrent,
    gapMs,
    durationMs,
    staggerMs,
  };
}

function body(megabytes, callsEach) {
  const padBytes = megabytes * 1_000_000;
  return {
    ...DEFAULTS,
    name: scenarioNames.body(megabytes),
    group: 'request',
    concurrent: 1,
    callsEach,
    padBytes,
    durationMs: 8000,
  };
}

function growth(concurrent, isQuick) {
  return {
    ...DEFAULTS,
    name: scenarioNames.growth(concurrent),
    group: 'growth',
    unit: 'chunk',
    isStream: true,
    concurrent,
    callsEach: concurrent === 1 ? 2 : 1,
    chunks: isQuick ? 10 : 30,
    gapMs: 100,
    durationMs: 10_000,
    staggerMs: concurrent > 1 ? 1000 : 0,
  };
}
