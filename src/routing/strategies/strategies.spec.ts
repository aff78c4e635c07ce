import * as fc from 'fast-check';

import type { Candidate } from '../candidates/candidate.js';
import { candidateOf } from '../candidates/candidate.fixture.js';
import type { RoutingStrategy } from '../../config/gateway-config.js';
import { STRATEGIES } from './strategies.js';

const NOW = 100_000;

function choose(
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  draw = 0,
  { isStream = true, nowMs = NOW } = {},
): string {
  return STRATEGIES[strategy](candidates, { draw, nowMs, isStream }).key;
}

/** What a strategy chooses by draws that are spread evenly. */
function spread(strategy: RoutingStrategy, candidates: readonly Candidate[], draws = 100): string {
  const counts = new Map<string, number>();
  for (let index = 0; index < draws; index++) {
    const key = choose(strategy, candidates, index / draws);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return candidates.map(({ key }) => `${key}:${counts.get(key) ?? 0}`).join(' ');
}

function busy(id: string, inFlight: number, weight = 1): Candidate {
  const candidate = candidateOf(id, { weight });
  candidate.figures.inFlight = inFlight;
  return candidate;
}

function measured(id: string, ms: { stream?: number; whole?: number }, atMs = NOW): Candidate {
  const candidate = candidateOf(id);
  if (ms.stream !== undefined) candidate.figures.measure(true, ms.stream, atMs);
  if (ms.whole !== undefined) candidate.figures.measure(false, ms.whole, atMs);
  return candidate;
}

describe('simple-shuffle shares calls', () => {
  it.each([
    ['evenly', [{}, {}], 'a:50 b:50'],
    ['by weight', [{ weight: 3 }, { weight: 1 }], 'a:75 b:25'],
    [
      'by weight rather than by rpm',
      [
        { weight: 3, rpm: 1 },
        { weight: 1, rpm: 100 },
      ],
      'a:75 b:25',
    ],
    ['by rpm', [{ rpm: 900 }, { rpm: 100 }], 'a:90 b:10'],
    [
      'by rpm rather than by tpm',
      [
        { rpm: 900, tpm: 1 },
        { rpm: 100, tpm: 9 },
      ],
      'a:90 b:10',
    ],
    ['by tpm', [{ tpm: 20_000 }, { tpm: 80_000 }], 'a:20 b:80'],
    ['evenly when only one has an rpm', [{ rpm: 900 }, {}], 'a:50 b:50'],
    ['with none for a weight of 0', [{ weight: 0 }, { weight: 1 }], 'a:0 b:100'],
    ['evenly when all weights are 0', [{ weight: 0 }, { weight: 0 }], 'a:50 b:50'],
  ])('%s', (_, [first, second], expected) => {
    expect(spread('simple-shuffle', [candidateOf('a', first), candidateOf('b', second)])).toBe(expected);
  });
});

describe('least-busy chooses', () => {
  it('the one with the fewest calls under way', () => {
    expect(choose('least-busy', [busy('a', 2), busy('b', 1), busy('c', 3)])).toBe('b');
  });

  it('by chance among equals', () => {
    expect(spread('least-busy', [busy('a', 1), busy('b', 1), busy('c', 2)])).toBe('a:50 b:50 c:0');
  });

  it('one of twice the weight for twice the calls', () => {
    expect(choose('least-busy', [busy('a', 3, 2), busy('b', 2, 1)])).toBe('a');
  });
});

describe('latency-based chooses', () => {
  it('by chance among those that are about as fast as the fastest', () => {
    const candidates = [
      measured('a', { stream: 100 }),
      measured('b', { stream: 119 }),
      measured('c', { stream: 121 }),
    ];
    expect(spread('latency-based', candidates)).toBe('a:50 b:50 c:0');
  });

  it('by the time to the first token for streams, and by the whole time for other calls', () => {
    const candidates = [
      measured('a', { stream: 100, whole: 9000 }),
      measured('b', { stream: 900, whole: 1000 }),
    ];
    expect(choose('latency-based', candidates, 0, { isStream: true })).toBe('a');
    expect(choose('latency-based', candidates, 0, { isStream: false })).toBe('b');
  });

  it('one that was not measured lately, one call at a time', () => {
    const candidates = [measured('a', { stream: 100 }), measured('b', { stream: 90 }, NOW - 60_001)];
    expect(choose('latency-based', candidates)).toBe('b');
    candidates[1]!.figures.begin(0, NOW);
    expect(choose('latency-based', candidates)).toBe('a');
  });

  it('any while nothing is known', () => {
    expect(spread('latency-based', [busy('a', 1), busy('b', 1)])).toBe('a:50 b:50');
  });
});

describe('usage-based chooses', () => {
  const used = (id: string, limits: { rpm?: number; tpm?: number }, requests: number, tokens: number) => {
    const candidate = candidateOf(id, limits);
    candidate.figures.requests.add(requests, NOW);
    candidate.figures.tokens.add(tokens, NOW);
    return candidate;
  };

  it('the one with the most room left under its limits', () => {
    expect(choose('usage-based', [used('a', { rpm: 10 }, 5, 0), used('b', { rpm: 100 }, 40, 0)])).toBe('b');
  });

  it('by the limit that is nearer', () => {
    const candidates = [
      used('a', { rpm: 100, tpm: 1000 }, 1, 900),
      used('b', { rpm: 100, tpm: 1000 }, 80, 100),
    ];
    expect(choose('usage-based', candidates)).toBe('b');
  });

  it('the one that was used least where there are no limits', () => {
    expect(choose('usage-based', [used('a', {}, 1, 500), used('b', {}, 9, 100)])).toBe('b');
  });

  it('with what calls under way may still use', () => {
    const [first, second] = [used('a', { tpm: 1000 }, 0, 100), used('b', { tpm: 1000 }, 0, 200)];
    first.figures.begin(500, NOW);
    expect(choose('usage-based', [first, second])).toBe('b');
  });
});

describe('cost-based chooses', () => {
  it('the cheapest, and one without a known price last', () => {
    const candidates = [candidateOf('a', { price: 18 }), candidateOf('b'), candidateOf('c', { price: 6 })];
    expect(choose('cost-based', candidates)).toBe('c');
    expect(choose('cost-based', candidates.slice(0, 2))).toBe('a');
  });
});

describe('order chooses', () => {
  it('any of those with the lowest order, evenly, whatever their weight', () => {
    const candidates = [candidateOf('a', { weight: 9 }), candidateOf('b')];
    expect(spread('order', candidates)).toBe('a:50 b:50');
  });
});

describe('every strategy', () => {
  const candidate = fc.record({
    weight: fc.constantFrom(0, 0.5, 1, 10),
    rpm: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    tpm: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
    price: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    requests: fc.nat(200),
    inFlight: fc.nat(5),
    latencyMs: fc.option(fc.nat(5000), { nil: undefined }),
  });
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it.each(Object.keys(STRATEGIES) as RoutingStrategy[])('chooses one of those there are: %s', (strategy) => {
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 6 }), draw, (settings, luck) => {
        const candidates = settings.map(({ requests, inFlight, latencyMs, ...rest }, index) => {
          const made = candidateOf(String(index), rest);
          made.figures.requests.add(requests, NOW);
          made.figures.inFlight = inFlight;
          if (latencyMs !== undefined) made.figures.measure(true, latencyMs, NOW);
          return made;
        });
        expect(candidates.map(({ key }) => key)).toContain(choose(strategy, candidates, luck));
      }),
    );
  });
});
