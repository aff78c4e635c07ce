import { Silence } from './silence.js';

const LIMIT_MS = 3000;

function waitedForSince(startMs: number): Silence {
  const silence = new Silence();
  silence.begin(startMs);
  silence.begin(startMs);
  return silence;
}

describe('the silence of a deployment', () => {
  it('is too long when several calls have waited longer than the limit', () => {
    const silence = waitedForSince(1000);
    expect(silence.isLongerThan(LIMIT_MS, 4000)).toBe(false);
    expect(silence.isLongerThan(LIMIT_MS, 4001)).toBe(true);
  });

  it('is not told by a single call, which may be a difficult one', () => {
    const silence = new Silence();
    silence.begin(0);
    expect(silence.isLongerThan(LIMIT_MS, 20_000)).toBe(false);
  });

  it('ends with an answer, and those that waited before say nothing any more', () => {
    const silence = waitedForSince(0);
    silence.answered(10_000);
    expect(silence.isLongerThan(LIMIT_MS, 20_000)).toBe(false);
    silence.begin(20_000);
    expect(silence.isLongerThan(LIMIT_MS, 29_000)).toBe(false);
  });

  it('ends when nobody waits', () => {
    const silence = new Silence();
    const eras = [silence.begin(0), silence.begin(0)];
    for (const era of eras) silence.left(era);
    expect(silence.isLongerThan(LIMIT_MS, 20_000)).toBe(false);
  });

  it('is tried after half a minute, and then after twice the time', () => {
    const silence = waitedForSince(0);
    expect(silence.isLongerThan(LIMIT_MS, 29_999)).toBe(true);
    expect(silence.isLongerThan(LIMIT_MS, 30_000)).toBe(false);
    silence.begin(30_000);
    expect(silence.isLongerThan(LIMIT_MS, 30_001)).toBe(true);
    expect(silence.isLongerThan(LIMIT_MS, 59_999)).toBe(true);
    expect(silence.isLongerThan(LIMIT_MS, 60_000)).toBe(false);
  });
});
