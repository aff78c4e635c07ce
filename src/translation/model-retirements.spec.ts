import { retirementOf } from './model-retirements.js';

describe('the retirement of a model', () => {
  it.each([
    ['claude-sonnet-4-20250514', '2026-06-15'],
    ['claude-opus-4-0', '2026-06-15'],
    ['claude-opus-4-1', '2026-08-05'],
    ['claude-3-5-sonnet-latest', '2025-10-28'],
  ])('of %s is on %s', (model, day) => {
    expect(retirementOf(model)).toBe(day);
  });

  it.each(['claude-sonnet-4-5', 'claude-opus-4-5-20251101', 'claude-opus-5', 'gpt-4'])(
    'is not announced for %s',
    (model) => {
      expect(retirementOf(model)).toBeUndefined();
    },
  );
});
