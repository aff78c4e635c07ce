import { matchesModelPattern } from './model-pattern.js';

describe('a model name pattern', () => {
  it.each([
    ['claude-*', 'claude-sonnet-4-5'],
    ['claude-*', 'claude-'],
    ['*', 'anything/at-all'],
    ['a*b*c', 'a-b-b-c'],
    ['exact.name', 'exact.name'],
    ['*-latest', 'claude-latest'],
  ])('%s covers %s', (pattern, name) => {
    expect(matchesModelPattern(pattern, name)).toBe(true);
  });

  it.each([
    ['claude-*', 'gpt-claude-'],
    ['exact.name', 'exactxname'],
    ['ab*ba', 'aba'],
    ['a*b*c', 'a-c'],
    ['*-latest', 'claude-latest-1'],
  ])('%s does not cover %s', (pattern, name) => {
    expect(matchesModelPattern(pattern, name)).toBe(false);
  });
});
