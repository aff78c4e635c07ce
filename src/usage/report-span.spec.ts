import { parseReportTime, spanOf, wholeDaysOf } from './report-span.js';

const at = (iso: string) => Date.parse(iso);

describe('the times of a report', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z', false],
    ['2026-11-22T10:00Z', '2026-11-22T10:00:00Z', false],
    ['2026-11-22t10:00:00.123+02:00', '2026-11-22T08:00:00.123Z', false],
    ['1795341600', '2026-11-22T10:00:00Z', false],
    ['2026-11-22', '2026-11-22T00:00:00Z', true],
    ['2028-02-29', '2028-02-29T00:00:00Z', true],
  ])('are read from %s', (text, iso, isDay) => {
    expect(parseReportTime(text)).toEqual({ atMs: at(iso), isDay });
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-11-22T10:00:00',
    '2026-11-22T25:00:00Z',
    '22.11.2026',
    '-5',
    '1e3',
    '999999999999',
    ' 2026-11-22',
  ])('are not read from "%s"', (text) => {
    expect(parseReportTime(text)).toBeUndefined();
  });
});

describe('the span of a report', () => {
  it('ends with the end of the day that is named', () => {
    const day = parseReportTime('2026-11-22');
    expect(spanOf(day, day)).toEqual({ fromMs: at('2026-11-22'), toMs: at('2026-11-23') });
  });

  it('ends before the instant that is named', () => {
    expect(spanOf(undefined, parseReportTime('2026-11-22T10:00:00Z'))).toEqual({
      fromMs: undefined,
      toMs: at('2026-11-22T10:00:00Z'),
    });
  });

  it.each([
    ['2026-11-20T23:59:59.999Z', '2026-11-22T00:00:00.001Z', '2026-11-20', '2026-11-23'],
    ['2026-11-20T00:00:00.000Z', '2026-11-22T00:00:00.000Z', '2026-11-20', '2026-11-22'],
  ])('from %s to %s covers the whole days from %s to %s', (from, to, first, end) => {
    expect(wholeDaysOf({ fromMs: at(from), toMs: at(to) }, 0)).toEqual({ fromMs: at(first), toMs: at(end) });
  });

  it('is of the last 30 days with today when nothing is said', () => {
    const midnight = at('2026-11-22T00:00:00Z');
    for (const now of [midnight, at('2026-11-22T23:59:59.999Z')]) {
      expect(wholeDaysOf({}, now)).toEqual({ fromMs: at('2026-10-24'), toMs: at('2026-11-23') });
    }
  });
});
