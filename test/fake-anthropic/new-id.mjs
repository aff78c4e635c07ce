// @ts-check
import { randomBytes } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An identifier as the API makes them: a prefix and 22 letters and digits. @param {string} prefix */
export function newId(prefix) {
  const letters = Array.from(randomBytes(22), (byte) => ALPHABET[byte % ALPHABET.length]);
  return `${prefix}${letters.join('')}`;
}
