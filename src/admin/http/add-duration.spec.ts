import { addDuration } from './add-duration.js';

describe('addDuration', () => {
  it.each([
    ['90s', '2026-01-31T10:01:30.000Z'],
    ['30m', '2026-01-31T10:30:00.000Z'],
    ['48h', '2026-02-02T10:00:00.000Z'],
    ['30d', '2026-03-02T10:00:00.000Z'],
    ['1mo', '2026-02-28T10:00:00.000Z'],
    ['2mo', '2026-03-31T10:00:00.000Z'],
    ['12mo', '2027-01-31T10:00:00.000Z'],
    ['25mo', '2028-02-29T10:00:00.000Z'],
  ])('adds %s', (duration, expected) => {
    expect(addDuration(new Date('2026-01-31T10:00:00Z'), duration).toISOString()).toBe(expected);
  });
});
