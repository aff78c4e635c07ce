import * as fc from 'fast-check';

import { type CredentialState, type HealthAttempt, CandidateHealth } from './candidate-health.js';
import { upstreamFailures } from '../router.fixture.js';

const error = upstreamFailures.failed();
const limited = upstreamFailures.rateLimited();
const SETTINGS = { allowedFails: 3, cooldownMs: 30_000 };

function newHealth(credential: CredentialState = { refusal: undefined }): CandidateHealth {
  return new CandidateHealth(SETTINGS, credential);
}

function begin(health: CandidateHealth, nowMs: number): HealthAttempt {
  const probe = health.begin(nowMs);
  return { probe, era: health.era };
}

function fail(health: CandidateHealth, nowMs: number, attempt = begin(health, nowMs)) {
  return health.failed({ reason: 'failed', error, draw: 0 }, attempt, nowMs);
}

function answer(health: CandidateHealth, nowMs: number, attempt = begin(health, nowMs)) {
  const news = health.answered(attempt, nowMs);
  health.succeeded(nowMs);
  return news;
}

/** Cools down from 0 to 30,000. */
function coolingDown(): CandidateHealth {
  const health = newHealth();
  for (let failures = 0; failures < 4; failures++) fail(health, 0);
  return health;
}

describe('a deployment that fails', () => {
  it('takes all calls until there are more failures than allowed', () => {
    const health = newHealth();
    for (let failures = 0; failures < 3; failures++) expect(fail(health, failures)).toBeUndefined();
    expect(health.takes(10)).toBe('all');
    expect(fail(health, 10)).toMatchObject({ kind: 'cooling_down', reason: 'failed', forMs: 30_000 });
    expect(health.takes(10)).toBe('none');
    expect(health.rest(10)).toMatchObject({ untilMs: 30_010, error });
  });

  it('is not held to failures of more than a minute ago', () => {
    const health = newHealth();
    for (let minute = 0; minute < 10; minute++) fail(health, minute * 20_000 * 2);
    expect(health.stateAt(400_000)).toBe('available');
  });

  it('keeps its calls while most of them are answered', () => {
    const health = newHealth();
    for (let call = 0; call < 1000; call++) {
      if (call % 10 === 0) fail(health, call * 100);
      else answer(health, call * 100);
    }
    expect(health.stateAt(100_000)).toBe('available');
  });

  it('loses them within seconds once it answers nothing, however much it answered before', () => {
    const health = newHealth();
    for (let call = 0; call < 3000; call++) answer(health, call * 20);
    let failures = 0;
    while (health.stateAt(60_000 + failures * 20) === 'available') fail(health, 60_000 + failures++ * 20);
    expect(failures * 20).toBeLessThan(2000);
  });

  it('does not come back at the same moment everywhere', () => {
    const health = newHealth();
    const failure = { reason: 'failed' as const, error, draw: 0.5 };
    for (let failures = 0; failures < 3; failures++) health.failed(failure, begin(health, 0), 0);
    expect(health.failed(failure, begin(health, 0), 0)).toMatchObject({ forMs: 31_500 });
  });
});

describe('after its cool-down a deployment', () => {
  it('takes one call at a time, and all again after three answers', () => {
    const health = coolingDown();
    expect(health.takes(29_999)).toBe('none');
    expect(health.stateAt(30_000)).toBe('probing');
    for (let probe = 0; probe < 3; probe++) {
      const attempt = begin(health, 30_000);
      expect(attempt.probe).toBeGreaterThan(0);
      expect(health.takes(30_000)).toBe('none');
      expect(answer(health, 30_500, attempt)?.kind).toBe(probe === 2 ? 'back' : undefined);
    }
    expect(health.takes(30_500)).toBe('all');
  });

  it('rests twice as long when a probe fails, up to ten minutes', () => {
    const health = coolingDown();
    const rests: number[] = [];
    for (let probe = 0; probe < 6; probe++) {
      const nowMs = health.rest(0)!.untilMs;
      const news = fail(health, nowMs);
      rests.push(news?.kind === 'cooling_down' ? news.forMs / 1000 : 0);
    }
    expect(rests).toEqual([60, 120, 240, 480, 600, 600]);
  });

  it('rests twice as long when it fails again within a minute, and as at first after that', () => {
    const relapse = (pauseMs: number) => {
      const health = coolingDown();
      for (let probe = 0; probe < 3; probe++) answer(health, 30_000);
      for (let failures = 0; failures < 4; failures++) fail(health, 30_000 + pauseMs);
      return health.rest(0)!.untilMs - 30_000 - pauseMs;
    };
    expect(relapse(10_000)).toBe(60_000);
    expect(relapse(60_000)).toBe(30_000);
  });

  it('gets the next probe when the caller of one has left, or one has no answer for long', () => {
    const health = coolingDown();
    health.ended(begin(health, 30_000));
    expect(health.takes(30_000)).toBe('probe');
    begin(health, 30_000);
    expect(health.takes(59_999)).toBe('none');
    expect(health.takes(60_000)).toBe('probe');
  });

  it('is not judged by what began before', () => {
    const health = newHealth();
    const early = Array.from({ length: 20 }, () => begin(health, 0));
    for (const attempt of early.slice(0, 4)) fail(health, 0, attempt);
    for (const attempt of early.slice(4)) fail(health, 31_000, attempt);
    expect(health.stateAt(31_000)).toBe('probing');
    expect(health.rest(31_000)?.untilMs).toBe(30_000);
  });

  it('is back sooner when calls that had no other way are answered', () => {
    const health = coolingDown();
    expect([1, 2, 3].map(() => answer(health, 1000)?.kind)).toEqual([undefined, undefined, 'back']);
    expect(health.takes(1000)).toBe('all');
  });
});

describe('a deployment at a rate limit', () => {
  const limit = (health: CandidateHealth, waitMs: number | undefined, nowMs: number) =>
    health.rateLimited({ waitMs, error: limited }, begin(health, nowMs), nowMs);

  it('rests at once, until the time that upstream says, and then takes all calls', () => {
    const health = newHealth();
    expect(limit(health, 12_000, 0)).toEqual({
      kind: 'cooling_down',
      reason: 'rate_limited',
      forMs: 12_000,
      error: limited,
    });
    expect(health.takes(11_999)).toBe('none');
    expect(health.takes(12_000)).toBe('all');
    expect(answer(health, 12_100)).toEqual({ kind: 'back' });
    expect(answer(health, 12_200)).toBeUndefined();
  });

  it('rests as long as after failures when upstream does not say', () => {
    expect(limit(newHealth(), undefined, 0)).toMatchObject({ forMs: 30_000 });
  });

  it('is asked once a minute whether the limit still holds, and back at once when it does not', () => {
    const health = newHealth();
    limit(health, 600_000, 0);
    expect(health.takes(59_999)).toBe('none');
    expect(health.takes(60_000)).toBe('probe');
    // The limit still holds, which is no news.
    expect(limit(health, 540_000, 60_000)).toBeUndefined();
    expect(health.takes(60_001)).toBe('none');
    expect(health.takes(120_000)).toBe('probe');
    expect(answer(health, 120_000)).toEqual({ kind: 'back' });
    expect(health.takes(120_000)).toBe('all');
  });

  it('rests until the later of two times that calls were told which ran together', () => {
    const health = newHealth();
    const [first, second] = [begin(health, 0), begin(health, 0)];
    health.rateLimited({ waitMs: 20_000, error: limited }, first, 0);
    health.rateLimited({ waitMs: 5000, error: limited }, second, 0);
    expect(health.rest(0)?.untilMs).toBe(20_000);
  });
});

describe('a deployment whose credential is refused', () => {
  it('takes no calls, however long it waits, and that is news once', () => {
    const health = newHealth();
    const refusal = upstreamFailures.credential();
    expect(health.park(refusal, begin(health, 0))).toEqual({ kind: 'parked', error: refusal });
    expect(health.park(refusal, begin(health, 0))).toBeUndefined();
    expect(health.takes(1e12)).toBe('none');
    expect(health.stateAt(1e12)).toBe('parked');
  });

  it('takes none with any other model either', () => {
    const credential = { refusal: undefined };
    const [one, other] = [newHealth(credential), newHealth(credential)];
    one.park(upstreamFailures.credential(), begin(one, 0));
    expect(other.takes(0)).toBe('none');
  });

  it('takes calls again once somebody has seen that it works', () => {
    const health = coolingDown();
    health.park(upstreamFailures.credential(), begin(health, 0));
    expect(health.recover(1000)).toEqual({ kind: 'back' });
    expect(health.takes(1000)).toBe('all');
    expect(health.recover(2000)).toBeUndefined();
  });
});

describe('whatever happens to a deployment', () => {
  const happenings = ['begin', 'answer', 'fail', 'slow', 'limit', 'leave'] as const;
  const step = fc.record({
    happening: fc.constantFrom(...happenings),
    gapMs: fc.integer({ min: 0, max: 20_000 }),
    pick: fc.nat(20),
  });

  it('it takes calls again within twenty minutes, and a probe is one call', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const health = newHealth();
        const open: HealthAttempt[] = [];
        let nowMs = 0;
        for (const { happening, gapMs, pick } of steps) {
          nowMs += gapMs;
          if (happening === 'begin') {
            const wasProbe = health.takes(nowMs) === 'probe';
            const attempt = begin(health, nowMs);
            expect(attempt.probe > 0).toBe(wasProbe);
            if (wasProbe) expect(health.takes(nowMs)).toBe('none');
            open.push(attempt);
            continue;
          }
          const [attempt] = open.splice(pick % Math.max(1, open.length), 1);
          if (attempt === undefined) continue;
          if (happening === 'answer') answer(health, nowMs, attempt);
          else if (happening === 'leave') health.ended(attempt);
          else if (happening === 'limit')
            health.rateLimited({ waitMs: 1000 * pick, error: limited }, attempt, nowMs);
          else health.failed({ reason: happening === 'slow' ? 'slow' : 'failed', draw: 0 }, attempt, nowMs);
        }
        expect(health.takes(nowMs + 1_200_000)).not.toBe('none');
      }),
    );
  });
});

describe('a deployment that another replica has found to need a rest', () => {
  const rest = { reason: 'rate_limited', forMs: 10_000, error: limited } as const;

  it('rests here too, and is told of once', () => {
    const health = newHealth();
    expect(health.restAsTold(rest, 0)).toMatchObject({ kind: 'cooling_down', reason: 'rate_limited' });
    expect(health.restAsTold({ ...rest, forMs: 12_000 }, 1)).toBeUndefined();
    expect(health.takes(12_000)).toBe('none');
    expect(health.takes(12_001)).toBe('all');
  });

  it('rests no shorter than what was seen here', () => {
    const health = coolingDown();
    expect(health.restAsTold(rest, 1)).toBeUndefined();
    expect(health.rest(20_000)).toMatchObject({ reason: 'failed', untilMs: 30_000 });
  });
});
