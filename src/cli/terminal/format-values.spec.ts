import { formatCount, formatDollars, formatSeconds, formatTime } from './format-values.js';

it.each([
  [0, '$0.00'],
  [0.000000001, '$0.000000001'],
  [0.00033, '$0.00033'],
  [0.01, '$0.01'],
  [1.005, '$1.01'],
  [1234567.891, '$1,234,567.89'],
])('%d dollars are shown as %s', (dollars, text) => {
  expect(formatDollars(dollars)).toBe(text);
});

it('counts, times and durations are short', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatTime('2026-11-22T10:00:59.123Z')).toBe('2026-11-22 10:00Z');
  expect(formatSeconds(1234)).toBe('1.2 s');
});
