import { keySettings } from './key-settings.js';

const settings = (flags: Parameters<typeof keySettings>[0]) => JSON.parse(JSON.stringify(keySettings(flags)));

describe('the settings of a key', () => {
  it.each([
    [['50/30d'], { max_budget: 50, budget_duration: '30d' }],
    [['$0.5/1mo'], { max_budget: 0.5, budget_duration: '1mo' }],
    [['200'], { max_budget: 200 }],
    [
      ['50/30d', '5/1d', '500'],
      {
        max_budget: 50,
        budget_duration: '30d',
        budget_limits: [{ max_budget: 5, budget_duration: '1d' }, { max_budget: 500 }],
      },
    ],
  ])('take the budgets %j', (budget, expected) => {
    expect(settings({ budget })).toEqual(expected);
  });

  it.each(['', '50/', '50/30', '-5', '5/0d', '5/1w', '1e3', '5.0000000001', '50 / 30d'])(
    'do not take the budget "%s"',
    (budget) => {
      expect(() => keySettings({ budget: [budget] })).toThrow(`--budget "${budget}" is not understood`);
    },
  );

  it('take an end from now on, or a date', () => {
    expect(settings({ expires: '90d' })).toEqual({ duration: '90d' });
    expect(settings({ expires: '2027-01-31' })).toEqual({ expires_at: '2027-01-31T00:00:00.000Z' });
    expect(settings({ expires: '2027-01-31T12:00:00+01:00' })).toEqual({
      expires_at: '2027-01-31T11:00:00.000Z',
    });
  });

  it('are empty when nothing is said', () => {
    expect(settings({})).toEqual({});
  });
});
