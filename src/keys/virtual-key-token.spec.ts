import { randomBytes } from 'node:crypto';

import fc from 'fast-check';

import {
  digestOf,
  isWellFormed,
  isWellFormedAdminKey,
  makeAdminKey,
  makeVirtualKey,
  previewOf,
} from './virtual-key-token.js';

const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

describe('a virtual key', () => {
  it('is sk- and 49 letters and digits, another one each time', () => {
    const keys = Array.from({ length: 200 }, makeVirtualKey);
    expect(keys.filter((key) => !/^sk-[0-9A-Za-z]{49}$/.test(key))).toEqual([]);
    expect(new Set(keys).size).toBe(200);
    expect(keys.every(isWellFormed)).toBe(true);
  });

  it('uses its whole alphabet in every place of the random part but the first', () => {
    const keys = Array.from({ length: 2000 }, makeVirtualKey);
    for (let place = 4; place < 46; place++) {
      expect(new Set(keys.map((key) => key[place])).size).toBe(62);
    }
  });

  it('is told from any text with one character changed, added, left out or swapped', () => {
    const place = fc.nat({ max: 48 });
    fc.assert(
      fc.property(place, fc.constantFrom(...LETTERS), (index, letter) => {
        const key = makeVirtualKey();
        const at = 3 + index;
        const mutants = [
          key.slice(0, at) + letter + key.slice(at + 1),
          key.slice(0, at) + letter + key.slice(at),
          key.slice(0, at) + key.slice(at + 1),
          key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2),
        ];
        expect(mutants.filter((mutant) => mutant !== key && isWellFormed(mutant))).toEqual([]);
      }),
    );
  });

  it.each([
    ['nothing', () => ''],
    ['its prefix alone', () => 'sk-'],
    ['an OpenAI key', () => `sk-proj-${'a'.repeat(48)}`],
    ['an Anthropic token', () => `sk-ant-oat01-${'a'.repeat(80)}`],
    ['a key with a line break', () => `${makeVirtualKey()}\n`],
    ['a key in capitals', () => makeVirtualKey().toUpperCase()],
    ['a key of the admin API', makeAdminKey],
  ])('is not taken for %s', (_, other) => {
    expect(isWellFormed(other())).toBe(false);
  });

  it('is refused for any other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(isWellFormed(text) || isWellFormed(`sk-${text}`)).toBe(false);
      }),
    );
  });
});

describe('a key of the admin API', () => {
  it('has a prefix of its own and is no virtual key', () => {
    const key = makeAdminKey();
    expect(key).toMatch(/^sk-admin-[0-9A-Za-z]{49}$/);
    expect(isWellFormedAdminKey(key)).toBe(true);
    expect(isWellFormedAdminKey(makeVirtualKey())).toBe(false);
    expect(isWellFormedAdminKey(`sk-admin-${makeVirtualKey().slice(3)}`)).toBe(false);
  });
});

describe('a preview', () => {
  it('shows the prefix and the last four characters, nothing of the random part', () => {
    const key = makeVirtualKey();
    const adminKey = makeAdminKey();
    expect(previewOf(key)).toBe(`sk-…${key.slice(-4)}`);
    expect(previewOf(adminKey)).toBe(`sk-admin-…${adminKey.slice(-4)}`);
  });
});

describe('a digest', () => {
  it('is the same for the same key and pepper, and another with another pepper', () => {
    const [pepper, otherPepper] = [randomBytes(32), randomBytes(32)];
    const key = makeVirtualKey();
    expect(digestOf(key, pepper)).toEqual(digestOf(key, pepper));
    expect(digestOf(key, pepper)).toHaveLength(32);
    expect(digestOf(key, pepper)).not.toEqual(digestOf(key, otherPepper));
    expect(digestOf(key, pepper)).not.toEqual(digestOf(makeVirtualKey(), pepper));
  });
});
