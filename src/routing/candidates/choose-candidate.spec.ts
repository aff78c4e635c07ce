import type { Candidate } from './candidate.js';
import { candidateOf } from './candidate.fixture.js';
import { canStay, chooseCandidate, type Demand } from './choose-candidate.js';
import { upstreamFailures } from '../router.fixture.js';
import { STRATEGIES } from '../strategies/strategies.js';

const NOW = 100_000;

function demand(more: Partial<Demand> = {}): Demand {
  const what = { nowMs: NOW, draw: 0, isStream: true, estimatedTokens: 100 };
  return { ...what, hasLogin: false, enforcesLimits: false, tried: [], ...more };
}

function choose(candidates: readonly Candidate[], more?: Partial<Demand>): string | undefined {
  const strategy = STRATEGIES['simple-shuffle'];
  return chooseCandidate({ candidates, strategy }, demand(more))?.key;
}

function coolDown({ health }: Candidate, atMs: number): Candidate['health'] {
  for (let failures = 0; failures < 4; failures++) {
    const attempt = { probe: health.begin(atMs), era: health.era };
    health.failed({ reason: 'failed', error: upstreamFailures.failed(), draw: 0 }, attempt, atMs);
  }
  return health;
}

/** Two calls wait for it, and others are answered sooner. */
function stall(candidate: Candidate, others: readonly Candidate[]): void {
  for (const { figures } of others) figures.measure(true, 200, NOW);
  candidate.figures.streams.begin(NOW - 5000);
  candidate.figures.streams.begin(NOW - 5000);
}

function fill({ figures }: Candidate, requests: number): void {
  figures.requests.add(requests, NOW);
}

describe('a call goes', () => {
  it('to the lowest order that can be called', () => {
    const [first, second] = [candidateOf('a', { order: 1 }), candidateOf('b', { order: 2 })];
    expect(choose([first, second], { draw: 0.99 })).toBe('a');
    coolDown(first, NOW);
    expect(choose([first, second])).toBe('b');
  });

  it('nowhere when all are cooling down', () => {
    const candidates = [candidateOf('a'), candidateOf('b')];
    for (const candidate of candidates) coolDown(candidate, NOW);
    expect(choose(candidates)).toBeUndefined();
  });

  it('to the one that is to be probed, once', () => {
    const [first, second] = [candidateOf('a'), candidateOf('b')];
    coolDown(second, NOW - 40_000);
    expect(choose([first, second])).toBe('b');
    second.health.begin(NOW);
    expect(choose([first, second])).toBe('a');
  });

  it('not to a probe of a higher order, nor after it has failed elsewhere', () => {
    const [first, later] = [candidateOf('a'), candidateOf('b', { order: 2 })];
    coolDown(later, NOW - 40_000);
    expect(choose([first, later])).toBe('a');
    const [failed, healthy, probed] = [candidateOf('a'), candidateOf('b'), candidateOf('c')];
    coolDown(probed, NOW - 40_000);
    expect(choose([failed, healthy, probed], { tried: [failed] })).toBe('b');
    expect(choose([failed, probed], { tried: [failed] })).toBe('c');
  });

  it('never where it has just failed, and rather to one that it has not been to', () => {
    const [first, second, third] = [candidateOf('a'), candidateOf('b'), candidateOf('c')];
    expect(choose([first], { tried: [first] })).toBeUndefined();
    expect(choose([first, second, third], { tried: [first, second] })).toBe('c');
    expect(choose([first, second], { tried: [first, second] })).toBe('a');
  });

  it('past one at its rpm, in whatever order, while another has room', () => {
    const [full, free] = [candidateOf('a', { rpm: 10 }), candidateOf('b', { order: 2 })];
    fill(full, 10);
    expect(choose([full, free])).toBe('b');
  });

  it('past one whose tpm it does not fit into, with what calls under way may use', () => {
    const [full, free] = [candidateOf('a', { tpm: 1000 }), candidateOf('b', { tpm: 100_000, order: 2 })];
    full.figures.begin(950, NOW);
    expect(choose([full, free])).toBe('b');
  });

  it('to the emptiest when none has room', () => {
    const candidates = [candidateOf('a', { rpm: 10 }), candidateOf('b', { rpm: 10 })];
    fill(candidates[0]!, 30);
    fill(candidates[1]!, 20);
    expect(choose(candidates)).toBe('b');
  });

  it('nowhere when none has room and limits are enforced', () => {
    const full = candidateOf('a', { rpm: 10 });
    fill(full, 10);
    expect(choose([full], { enforcesLimits: true })).toBeUndefined();
    expect(choose([candidateOf('b', { tpm: 50 })], { enforcesLimits: true })).toBe('b');
  });

  it('past one that keeps callers waiting, and there when there is no other', () => {
    const [silent, other] = [candidateOf('a'), candidateOf('b')];
    stall(silent, [other]);
    expect(choose([silent, other])).toBe('b');
    coolDown(other, NOW);
    expect(choose([silent, other])).toBe('a');
  });

  it('to a deployment that takes the caller’s own login only with one', () => {
    const candidates = [candidateOf('own', { isCallersLogin: true }), candidateOf('stored', { order: 2 })];
    expect(choose(candidates)).toBe('stored');
    expect(choose(candidates, { hasLogin: true })).toBe('own');
  });
});

describe('a conversation stays', () => {
  const staysAt = (candidate: Candidate, others: readonly Candidate[] = [], more?: Partial<Demand>) =>
    canStay(candidate, [candidate, ...others], demand(more));

  it('while its deployment is healthy, also when that is at its limits', () => {
    const full = candidateOf('a', { rpm: 1 });
    fill(full, 5);
    expect(staysAt(full)).toBe(true);
  });

  it('no longer when that cools down, is probed, or keeps callers waiting', () => {
    const cooling = candidateOf('a');
    coolDown(cooling, NOW);
    const probed = candidateOf('b');
    coolDown(probed, NOW - 40_000);
    const [silent, other] = [candidateOf('c'), candidateOf('d')];
    stall(silent, [other]);
    expect([staysAt(cooling), staysAt(probed), staysAt(silent, [other])]).toEqual([false, false, false]);
  });

  it('no longer when that is at limits that are enforced, or the call has just failed there', () => {
    const full = candidateOf('a', { rpm: 1 });
    fill(full, 5);
    expect(staysAt(full, [], { enforcesLimits: true })).toBe(false);
    const failed = candidateOf('b');
    expect(staysAt(failed, [], { tried: [failed] })).toBe(false);
  });
});
