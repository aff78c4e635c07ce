import { formatDuration } from './format-duration.js';

describe('formatDuration', () => {
  it.each([
    [null, '–'],
    [0, '0 ms'],
    [420.4, '420 ms'],
    [999.4, '999 ms'],
    [5240, '5.2 s'],
    [60_000, '1 min 0 s'],
    [184_000, '3 min 4 s'],
  ])('says %p as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [999.6, '1.0 s'],
    [59_960, '1 min 0 s'],
    [119_600, '2 min 0 s'],
  ])('goes over to the next unit where rounding reaches it: %p is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
