import fc from 'fast-check';

import { parseBudgetDuration, windowAt } from './budget-window.js';

const at = (text: string) => Date.parse(text);

/** The window of a duration, as two readable times. */
function windowOf(duration: string, anchor: string, now: string): string[] {
  const { startMs, endMs } = windowAt(parseBudgetDuration(duration)!, at(anchor), at(now));
  return [startMs, endMs].map((timeMs) => new Date(timeMs).toISOString().replace(/:00\.000Z$|\.000Z$/, ''));
}

describe('parseBudgetDuration', () => {
  it.each(['30s', '30m', '30h', '30d', '1mo', '12mo', '1200mo'])('reads %s', (text) => {
    const duration = parseBudgetDuration(text);
    expect(`${duration?.count}${duration?.unit}`).toBe(text);
  });

  it.each([
    '',
    '0d',
    '01d',
    '-1d',
    '1.5h',
    '1',
    'd',
    '1w',
    '1y',
    '1 d',
    '1D',
    '1mo1d',
    ' 1d',
    '1d\n',
    '1201mo',
    '36501d',
  ])('refuses "%s"', (text) => {
    expect(parseBudgetDuration(text)).toBeNull();
  });
});

describe('windowAt', () => {
  it.each([
    ['30s', '2026-03-01T10:20:30Z', '2026-03-05T12:00:45Z', ['2026-03-05T12:00:30', '2026-03-05T12:01']],
    ['5m', '2026-03-01T10:20:30Z', '2026-03-05T12:04:59Z', ['2026-03-05T12:00', '2026-03-05T12:05']],
    ['1h', '2026-03-01T10:20:30Z', '2026-03-05T12:59:59Z', ['2026-03-05T12:00', '2026-03-05T13:00']],
    ['1d', '2026-03-01T10:20:30Z', '2026-03-05T12:00:00Z', ['2026-03-05T00:00', '2026-03-06T00:00']],
    ['7d', '2026-03-01T10:20:30Z', '2026-03-08T00:00:00Z', ['2026-03-08T00:00', '2026-03-15T00:00']],
    ['30d', '2026-03-01T23:59:59Z', '2026-03-30T23:59:59Z', ['2026-03-01T00:00', '2026-03-31T00:00']],
  ])('places %s windows of a key of %s, at %s', (duration, anchor, now, window) => {
    expect(windowOf(duration, anchor, now)).toEqual(window);
  });

  it.each([
    ['1mo', '2026-01-31T10:00:00Z', '2026-02-28T23:59:59Z', ['2026-02-01T00:00', '2026-03-01T00:00']],
    ['1mo', '2026-01-31T10:00:00Z', '2028-02-29T12:00:00Z', ['2028-02-01T00:00', '2028-03-01T00:00']],
    ['1mo', '2026-01-31T10:00:00Z', '2026-12-31T23:59:59Z', ['2026-12-01T00:00', '2027-01-01T00:00']],
    ['3mo', '2026-02-10T10:00:00Z', '2026-05-01T00:00:00Z', ['2026-05-01T00:00', '2026-08-01T00:00']],
    ['3mo', '2026-02-10T10:00:00Z', '2026-01-31T23:59:59Z', ['2025-11-01T00:00', '2026-02-01T00:00']],
    ['12mo', '2026-11-10T10:00:00Z', '2028-02-29T00:00:00Z', ['2027-11-01T00:00', '2028-11-01T00:00']],
  ])('keeps to the calendar with %s windows of a key of %s, at %s', (duration, anchor, now, window) => {
    expect(windowOf(duration, anchor, now)).toEqual(window);
  });

  const durations = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom('s', 'm', 'h', 'd')),
    fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constant('mo')),
  );
  const time = fc.integer({ min: at('1999-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') });

  it('tiles time: a moment lies in its window, and the windows before and after touch it', () => {
    fc.assert(
      fc.property(durations, time, time, ([count, unit], anchorMs, nowMs) => {
        const duration = parseBudgetDuration(`${count}${unit}`)!;
        const { startMs, endMs } = windowAt(duration, anchorMs, nowMs);
        expect(startMs <= nowMs && nowMs < endMs).toBe(true);
        expect(windowAt(duration, anchorMs, startMs)).toEqual({ startMs, endMs });
        expect(windowAt(duration, anchorMs, endMs - 1)).toEqual({ startMs, endMs });
        expect(windowAt(duration, anchorMs, startMs - 1).endMs).toBe(startMs);
        expect(windowAt(duration, anchorMs, endMs).startMs).toBe(endMs);
      }),
      { numRuns: 2000 },
    );
  });
});
