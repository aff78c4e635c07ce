import { Secret } from '../../src/config/secret.js';
import { upstreamFailures as failures } from '../../src/routing/router.fixture.js';
import { type Behaviour, type SimulatedCall, Simulation, wellBehaved } from './simulate-calls.js';

const deployment = (id: string, params = '') =>
  `  - {model_name: sonnet, litellm_params: {model: anthropic/claude-sonnet-4-5, api_key: key-${id}${params}}, model_info: {id: ${id}}}\n`;
const TWO = `model_list:\n${deployment('good')}${deployment('bad')}`;

const PACE = 100;
/** The brown-out of one of two deployments. */
const BEGINS_MS = 20_000;
const ENDS_MS = 80_000;
/** Of the rate limit, as upstream says it. */
const RESET_MS = 85_000;
const OVER_MS = 300_000;

const during =
  (bad: Behaviour): Behaviour =>
  (atMs, draw) =>
    (atMs >= BEGINS_MS && atMs < ENDS_MS ? bad : wellBehaved)(atMs, draw);

interface BrownOut {
  name: string;
  bad: Behaviour;
  isStream?: boolean;
  /** Attempts that the bad one gets a minute once it is known. */
  mostProbes?: number;
}

const BROWN_OUTS: readonly BrownOut[] = [
  { name: 'fails', bad: () => ({ afterMs: 50, error: failures.failed() }) },
  { name: 'fails three times of ten', bad: sometimes, mostProbes: 60 },
  { name: 'refuses connections', bad: () => ({ afterMs: 1, error: failures.unreachable() }) },
  { name: 'is overloaded', bad: () => ({ afterMs: 200, error: failures.overloaded() }) },
  { name: 'takes twenty seconds to begin', bad: () => ({ afterMs: 20_000 }) },
  { name: 'answers nothing at all', bad: () => ({ afterMs: Infinity }) },
  {
    name: 'answers nothing at all to calls without a stream',
    bad: () => ({ afterMs: Infinity }),
    isStream: false,
  },
  { name: 'is at a rate limit until a time', bad: rateLimited },
  { name: 'is at the limit of its subscription', bad: atSubscriptionLimit },
];

function sometimes(_: number, draw: number) {
  return draw < 0.3 ? { afterMs: 50, error: failures.failed() } : { afterMs: 300 + 400 * draw };
}

function rateLimited(atMs: number) {
  return {
    afterMs: 20,
    error: failures.rateLimited({
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': new Date(RESET_MS).toISOString(),
      'retry-after': String(Math.ceil((ENDS_MS - atMs) / 1000)),
    }),
  };
}

function atSubscriptionLimit() {
  return {
    afterMs: 20,
    error: failures.rateLimited({
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(86_400),
    }),
  };
}

function between(calls: readonly SimulatedCall[], fromMs: number, untilMs: number): SimulatedCall[] {
  return calls.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs);
}

function failedPart(calls: readonly SimulatedCall[]): number {
  return calls.filter(({ error }) => error !== undefined).length / calls.length;
}

/** The part of all attempts that a deployment got. */
function shareOf(id: string, calls: readonly SimulatedCall[]): number {
  const attempts = calls.flatMap((call) => call.attempts);
  return attempts.filter((attempt) => attempt.deployment === id).length / attempts.length;
}

describe('one of two deployments that', () => {
  it.each(BROWN_OUTS)(
    '$name is left alone, probed, and takes its share again',
    ({ bad, isStream, mostProbes = 6 }) => {
      const simulation = new Simulation(TWO);
      simulation.behaviours.set('bad', during(bad));
      const calls = simulation.run({ fromMs: 0, untilMs: OVER_MS, callsPerSecond: PACE, isStream });

      const settleMs = isStream === false ? 12_000 : 5000;
      const brownOut = between(calls, BEGINS_MS + settleMs, ENDS_MS);
      expect(failedPart(brownOut)).toBeLessThanOrEqual(0.01);
      expect(failedPart(between(calls, ENDS_MS, OVER_MS))).toBeLessThanOrEqual(0.001);

      const probes = brownOut.flatMap(({ attempts }) => attempts).filter((one) => one.deployment === 'bad');
      expect(probes.length).toBeLessThanOrEqual(mostProbes);

      const back = shareOf('bad', between(calls, OVER_MS - 60_000, OVER_MS));
      expect(back).toBeGreaterThan(0.45);
      expect(back).toBeLessThan(0.55);
    },
  );

  it('loses its credential is asked no more, until it has another', () => {
    const simulation = new Simulation(TWO);
    simulation.behaviours.set('bad', (atMs, draw) =>
      atMs >= BEGINS_MS ? { afterMs: 20, error: failures.credential() } : wellBehaved(atMs, draw),
    );
    simulation.at(ENDS_MS, () => {
      simulation.behaviours.set('bad', wellBehaved);
      const deployments = simulation.router.deployments();
      simulation.router.replaceDeployments(
        deployments.map((one) => (one.id === 'bad' ? { ...one, apiKey: new Secret('another-key') } : one)),
      );
    });
    const calls = simulation.run({ fromMs: 0, untilMs: 120_000, callsPerSecond: PACE });

    expect(failedPart(calls)).toBe(0);
    expect(shareOf('bad', between(calls, BEGINS_MS + 100, ENDS_MS))).toBe(0);
    expect(shareOf('bad', between(calls, ENDS_MS, 120_000))).toBeGreaterThan(0.45);
    expect(simulation.news.filter(({ news }) => news.kind === 'parked')).toHaveLength(1);
  });

  it('fails and comes back is told of once for each, not once a call', () => {
    const simulation = new Simulation(TWO);
    simulation.behaviours.set(
      'bad',
      during(() => ({ afterMs: 50, error: failures.failed() })),
    );
    simulation.run({ fromMs: 0, untilMs: OVER_MS, callsPerSecond: PACE });
    // The first cool-down, the one after the failed probe, and the return.
    expect(simulation.news.map(({ news }) => news.kind)).toEqual(['cooling_down', 'cooling_down', 'back']);
  });
});

describe('a storm in which every deployment fails', () => {
  const failing: Behaviour = () => ({ afterMs: 50, error: failures.overloaded() });
  const SECONDS = 60;
  /** What is let through whatever the traffic is: ten at once, and one a second. */
  const FLOOR = 10 + SECONDS;

  it.each([
    ['that cool down', 3],
    ['that never cool down', 1_000_000],
  ])('sends upstream little more than the traffic itself, with deployments %s', (_, allowedFails) => {
    const settings = `router_settings: {num_retries: 10, allowed_fails: ${allowedFails}}`;
    const simulation = new Simulation(TWO + deployment('third') + settings);
    for (const id of ['good', 'bad', 'third']) simulation.behaviours.set(id, failing);
    const calls = simulation.run({ fromMs: 0, untilMs: SECONDS * 1000, callsPerSecond: PACE });
    const attempts = calls.flatMap((call) => call.attempts);
    expect(attempts.length).toBeLessThanOrEqual(1.2 * calls.length + FLOOR);
    expect(calls.every((call) => call.attempts.length > 0)).toBe(true);
  });

  it('leaves the last way open, and finds it working again at once', () => {
    const simulation = new Simulation(TWO);
    const behaviour: Behaviour = (atMs, draw) => (atMs < 30_000 ? failing : wellBehaved)(atMs, draw);
    for (const id of ['good', 'bad']) simulation.behaviours.set(id, behaviour);
    const calls = simulation.run({ fromMs: 0, untilMs: 60_000, callsPerSecond: PACE });
    expect(failedPart(between(calls, 30_000, 60_000))).toBe(0);
  });
});

describe('calls', () => {
  it('are shared by weight', () => {
    const simulation = new Simulation(
      `model_list:\n${deployment('heavy', ', weight: 3')}${deployment('light', ', weight: 1')}`,
    );
    const calls = simulation.run({ fromMs: 0, untilMs: 100_000, callsPerSecond: PACE });
    expect(shareOf('heavy', calls)).toBeGreaterThan(0.73);
    expect(shareOf('heavy', calls)).toBeLessThan(0.77);
  });

  it('go to the second order only while the first is down', () => {
    const simulation = new Simulation(
      `model_list:\n${deployment('bad', ', order: 1')}${deployment('good', ', order: 2')}`,
    );
    simulation.behaviours.set(
      'bad',
      during(() => ({ afterMs: 50, error: failures.failed() })),
    );
    const calls = simulation.run({ fromMs: 0, untilMs: OVER_MS, callsPerSecond: PACE });
    expect(failedPart(calls)).toBe(0);
    expect(shareOf('good', between(calls, 0, BEGINS_MS))).toBe(0);
    expect(shareOf('good', between(calls, BEGINS_MS + 5000, ENDS_MS))).toBeGreaterThan(0.99);
    expect(shareOf('good', between(calls, OVER_MS - 60_000, OVER_MS))).toBe(0);
  });

  it.each(['latency-based', 'least-busy', 'usage-based'])(
    'mostly go where answers come sooner, under %s',
    (strategy) => {
      const simulation = new Simulation(`${TWO}router_settings: {routing_strategy: ${strategy}}`);
      simulation.behaviours.set('bad', () => ({ afterMs: 2000 }));
      const calls = simulation.run({ fromMs: 0, untilMs: 100_000, callsPerSecond: PACE });
      const most = { 'latency-based': 0.05, 'least-busy': 0.25, 'usage-based': 0.5 }[strategy];
      expect(shareOf('bad', calls)).toBeLessThan(most!);
    },
  );

  it('of a conversation stay where they are, leave when that fails, and stay where they have gone', () => {
    const simulation = new Simulation(TWO);
    simulation.behaviours.set(
      'bad',
      during(() => ({ afterMs: 50, error: failures.failed() })),
    );
    const conversationOf = (call: number) => `conversation ${call % 50}`;
    const calls = simulation.run({ fromMs: 0, untilMs: OVER_MS, callsPerSecond: PACE, conversationOf });
    const placesOf = (fromMs: number, untilMs: number) => {
      const places = new Map<string, Set<string>>();
      calls.forEach(({ atMs, attempts }, index) => {
        if (atMs < fromMs || atMs >= untilMs) return;
        const known = places.get(conversationOf(index)) ?? new Set();
        places.set(conversationOf(index), known.add(attempts.at(-1)!.deployment));
      });
      return [...places.values()].map((place) => [...place].join());
    };
    const before = placesOf(0, BEGINS_MS);
    expect(new Set(before)).toEqual(new Set(['good', 'bad']));
    expect(placesOf(BEGINS_MS + 5000, ENDS_MS)).toEqual(before.map(() => 'good'));
    expect(placesOf(OVER_MS - 60_000, OVER_MS)).toEqual(before.map(() => 'good'));
  });

  it('end by their deadline, however often they are tried', () => {
    const simulation = new Simulation(`${TWO}router_settings: {num_retries: 20, timeout: 10}`);
    const slowFailure: Behaviour = (_, draw) => ({ afterMs: 1000 + 4000 * draw, error: failures.failed() });
    for (const id of ['good', 'bad']) simulation.behaviours.set(id, slowFailure);
    const calls = simulation.run({ fromMs: 0, untilMs: 60_000, callsPerSecond: 1 });
    for (const { atMs, endedMs, attempts } of calls) {
      expect(endedMs - atMs).toBeLessThanOrEqual(10_000);
      for (const attempt of attempts) {
        expect(attempt.atMs + attempt.timeoutMs).toBeLessThanOrEqual(atMs + 10_000);
        expect(attempt.timeoutMs).toBeGreaterThanOrEqual(1000);
      }
    }
    expect(Math.max(...calls.map(({ attempts }) => attempts.length))).toBeGreaterThan(1);
  });
});
