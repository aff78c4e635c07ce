import { timeRangeOf } from './time-range.js';

const NOW = Date.parse('2026-11-23T10:20:30.400Z');

describe('timeRangeOf', () => {
  it('takes whole UTC days, today with them, and as many before them to compare with', () => {
    expect(timeRangeOf({ range: '7d' }, NOW)).toMatchObject({
      name: '7d',
      step: 'day',
      from: '2026-11-17T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      previous: { from: '2026-11-10T00:00:00.000Z', to: '2026-11-17T00:00:00.000Z' },
    });
  });

  it('has one step for each hour of a day, the present hour as the last', () => {
    const { steps, to } = timeRangeOf({ range: '24h' }, NOW);
    expect([steps.length, steps[0], steps.at(-1)]).toEqual([
      24,
      '2026-11-22T11:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
    ]);
    expect(to).toBe('2026-11-23T11:00:00.000Z');
  });

  it('takes both days that one chose, by the hour when they are few', () => {
    const few = timeRangeOf({ range: 'custom', from: '2026-11-01', to: '2026-11-03' }, NOW);
    expect(few).toMatchObject({ step: 'hour', to: '2026-11-04T00:00:00.000Z' });
    expect(few.steps).toHaveLength(72);
    const more = timeRangeOf({ range: 'custom', from: '2026-10-25', to: '2026-10-28' }, NOW);
    expect([more.step, more.steps.length]).toEqual(['day', 4]);
  });

  it('takes days where there are no sums by the hour any more, for them or for the time before', () => {
    const steps = ['2026-01-01', '2026-10-20', '2026-10-27'].map(
      (from) => timeRangeOf({ range: 'custom', from, to: from }, NOW).step,
    );
    expect(steps).toEqual(['day', 'day', 'hour']);
  });

  it('takes a single day as one', () => {
    const { from, to } = timeRangeOf({ range: 'custom', from: '2026-11-01', to: '2026-11-01' }, NOW);
    expect([from, to]).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z']);
  });

  it.each([
    {},
    { range: 'for ever' },
    { range: 'custom' },
    { range: 'custom', from: '2026-11-03', to: '2026-11-01' },
    { range: 'custom', from: 'yesterday', to: '2026-11-01' },
    { range: 'custom', from: '2026-13-01', to: '2026-13-02' },
    { range: 'custom', from: '0002-11-01', to: '2026-11-01' },
  ])('goes back to 7 days where the address makes no sense: %j', (written) => {
    expect(timeRangeOf(written, NOW).name).toBe('7d');
  });
});
