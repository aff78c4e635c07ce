import { bodyOf, changedBodyOf } from './subject-body.js';
import { NEW_SUBJECT, type SubjectValues, valuesOf } from './subject-values.js';
import type { Subject } from './subject.js';

const KEY = {
  name: 'ci',
  team_id: null,
  user_id: null,
  models: [],
  aliases: { fast: 'claude-haiku-4-5' },
  metadata: { owner: 'Ada' },
  max_budget: 50,
  budget_duration: null,
  budget_limits: [{ max_budget: 3, budget_duration: '1d' }],
  soft_budget: null,
  rpm_limit: 60,
  tpm_limit: null,
  max_parallel_requests: null,
  expires_at: '2027-01-02T03:04:05.678Z',
} as unknown as Subject;

function changesOf(change: Partial<SubjectValues>) {
  const before = valuesOf(KEY);
  return changedBodyOf('key', before, { ...before, ...change });
}

describe('the body of a key, a team or a user', () => {
  it('gives each kind what it has and no more', () => {
    expect(bodyOf('team', { ...NEW_SUBJECT, name: ' platform ' })).toMatchObject({ name: 'platform' });
    expect(bodyOf('team', NEW_SUBJECT)).not.toHaveProperty('email');
    expect(bodyOf('user', { ...NEW_SUBJECT, email: ' ' })).toMatchObject({ email: null, team_id: null });
    expect(bodyOf('user', NEW_SUBJECT)).not.toHaveProperty('aliases');
    expect(bodyOf('key', NEW_SUBJECT)).toMatchObject({ name: null, expires_at: null, aliases: {} });
  });

  it('has no period without a budget, and a budget of 0 is one', () => {
    const none = { ...NEW_SUBJECT, budget_duration: '1mo' };
    expect(bodyOf('team', none)).toMatchObject({ max_budget: null, budget_duration: null });
    const nothing = { ...none, max_budget: 0 };
    expect(bodyOf('team', nothing)).toMatchObject({ max_budget: 0, budget_duration: '1mo' });
  });

  it('changes nothing when nothing was changed, though the field for times knows no seconds', () => {
    expect(changesOf({})).toEqual({});
  });

  it('changes what was changed, and resets what was emptied', () => {
    expect(changesOf({ max_budget: '', rpm_limit: '', metadata: '' })).toEqual({
      max_budget: null,
      rpm_limit: null,
      metadata: {},
    });
    expect(changesOf({ budget_limits: [] })).toEqual({ budget_limits: [] });
    expect(changesOf({ aliases: [] })).toEqual({ aliases: {} });
  });

  it('sends when a key ends as a time, as a while from now, or as never', () => {
    expect(changesOf({ expiry: 'never' })).toEqual({ expires_at: null });
    expect(bodyOf('key', { ...NEW_SUBJECT, expiry: 'after', duration: ' 30d ' })).toMatchObject({
      duration: '30d',
    });
    const local = new Date(2027, 4, 6, 7, 8);
    expect(changesOf({ expires_at: '2027-05-06T07:08' })).toEqual({ expires_at: local.toISOString() });
    // The API says what is wrong with it.
    expect(changesOf({ expires_at: 'soon' })).toEqual({ expires_at: 'soon' });
  });
});
