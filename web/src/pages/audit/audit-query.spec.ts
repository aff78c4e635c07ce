import { auditQueryOf } from './audit-query.js';

describe('auditQueryOf', () => {
  it('takes the last day as part of the time, also at the end of a year', () => {
    expect(auditQueryOf({ from: '2026-12-01', to: '2026-12-31' })).toEqual({
      from: '2026-12-01',
      to: '2027-01-01',
    });
  });

  it('leaves what is no day to the API to refuse', () => {
    expect(auditQueryOf({ to: 'yesterday' })).toEqual({ to: 'yesterday' });
  });
});
