import { randomBytes } from 'node:crypto';

import { openSealedText, sealText } from './sealed-text.js';

describe('a sealed text', () => {
  const key = randomBytes(32);

  it('opens with its key in its place', () => {
    expect(openSealedText(sealText('{"key":"sk-…"}', key, 'here'), key, 'here')).toBe('{"key":"sk-…"}');
  });

  it('is never the same twice, and shows nothing of the text', () => {
    const [one, other] = [sealText('secret', key, 'here'), sealText('secret', key, 'here')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('secret')).toBe(false);
  });

  it('does not open with another key, in another place, or when a bit was changed', () => {
    const sealed = sealText('secret', key, 'here');
    expect(() => openSealedText(sealed, randomBytes(32), 'here')).toThrow();
    expect(() => openSealedText(sealed, key, 'there')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => openSealedText(changed, key, 'here')).toThrow();
    }
  });
});
