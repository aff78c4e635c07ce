import fc from 'fast-check';

import { dollarsOf, MAX_DOLLARS, nanoUsdOf } from './dollars.js';

describe('dollars', () => {
  it.each([
    [0, 0],
    [50, 50_000_000_000],
    [0.1, 100_000_000],
    [0.000000001, 1],
    [1e-7, 100],
    [1.5e-8, 15],
    [8_999_999.99, 8_999_999_990_000_000],
    [MAX_DOLLARS, 9_000_000_000_000_000],
  ])('takes $%d for %d nano-dollars', (dollars, nanoUsd) => {
    expect(nanoUsdOf(dollars)).toBe(nanoUsd);
  });

  it.each([-1, -1e-9, 1e-10, 1.23e-8 + 1e-10, 0.1234567891, MAX_DOLLARS + 1, Infinity, NaN])(
    'does not take $%d',
    (dollars) => {
      expect(nanoUsdOf(dollars)).toBeUndefined();
    },
  );

  it('gives every amount back to the nano-dollar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 23 * 1e9 }), (nanoUsd) => {
        const dollars = dollarsOf(nanoUsd);
        expect(nanoUsdOf(dollars)).toBe(nanoUsd);
      }),
      { numRuns: 2000 },
    );
  });
});
