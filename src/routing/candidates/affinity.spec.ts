import { Affinity } from './affinity.js';

const HOUR_MS = 3_600_000;

describe('the place of a conversation', () => {
  it('is kept for each model name', () => {
    const affinity = new Affinity();
    affinity.bind('sonnet', 'talk', 'a', 0);
    affinity.bind('haiku', 'talk', 'b', 0);
    expect(affinity.find('sonnet', 'talk', 1)).toBe('a');
    expect(affinity.find('haiku', 'talk', 1)).toBe('b');
    expect(affinity.find('sonnet', 'other talk', 1)).toBeUndefined();
  });

  it('is forgotten an hour after its last call', () => {
    const affinity = new Affinity();
    affinity.bind('sonnet', 'talk', 'a', 0);
    expect(affinity.find('sonnet', 'talk', HOUR_MS)).toBe('a');
    expect(affinity.find('sonnet', 'talk', 2 * HOUR_MS)).toBe('a');
    expect(affinity.find('sonnet', 'talk', 3 * HOUR_MS + 1)).toBeUndefined();
  });

  it('is forgotten first of those that were not used for the longest time, when there are too many', () => {
    const affinity = new Affinity();
    for (let talk = 0; talk <= 100_000; talk++) affinity.bind('sonnet', String(talk), 'a', 0);
    expect(affinity.find('sonnet', '0', 0)).toBeUndefined();
    expect(affinity.find('sonnet', '1', 0)).toBe('a');
  });

  it('is told of when it is new or another, and not when it was told by others', () => {
    const told: string[] = [];
    const affinity = new Affinity((model, conversation, key) => told.push(`${model} ${conversation} ${key}`));
    affinity.bind('sonnet', 'talk', 'a', 0);
    affinity.bind('sonnet', 'talk', 'a', 1);
    affinity.learn('sonnet', 'talk', 'b', 2);
    expect(affinity.find('sonnet', 'talk', 3)).toBe('b');
    affinity.bind('sonnet', 'talk', 'a', 4);
    expect(told).toEqual(['sonnet talk a', 'sonnet talk a']);
  });
});
