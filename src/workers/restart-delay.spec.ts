import { RestartDelay } from './restart-delay.js';

describe('a worker that ends', () => {
  it('is followed at once by another, and ever later while it goes on ending', () => {
    const delay = new RestartDelay();
    const delaysMs = Array.from({ length: 6 }, () => delay.after(0));
    expect(delaysMs).toEqual([100, 1_000, 3_000, 10_000, 30_000, 30_000]);
  });

  it('after a minute of serving is followed at once again', () => {
    const delay = new RestartDelay();
    delay.after(0);
    expect(delay.after(59_999)).toBe(1_000);
    expect(delay.after(60_000)).toBe(100);
  });
});
