import { createHmac, hash, randomBytes } from 'node:crypto';

/** What the pepper of digests is derived for from the gateway's secret. */
export const KEY_DIGEST_USE = 'tollgate virtual key digests';

const VIRTUAL_KEY_PREFIX = 'sk-';
const ADMIN_KEY_PREFIX = 'sk-admin-';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
/** 256 bits in base 62. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const CHECKSUM_BYTES = 6;
const SHOWN_LENGTH = 4;
const BODY = new RegExp(`^[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new virtual key: `sk-`, 256 random bits in base 62, and a checksum that tells a mistyped key without a look-up. */
export function makeVirtualKey(): string {
  return makeKey(VIRTUAL_KEY_PREFIX);
}

/** A new key of the admin API: as a virtual key, with the prefix `sk-admin-`. Neither is ever taken for the other. */
export function makeAdminKey(): string {
  return makeKey(ADMIN_KEY_PREFIX);
}

/** Whether a text can be a virtual key at all: right in form and in its checksum. */
export function isWellFormed(key: string): boolean {
  return hasFormOf(VIRTUAL_KEY_PREFIX, key);
}

/** Whether a text can be a key of the admin API. */
export function isWellFormedAdminKey(key: string): boolean {
  return hasFormOf(ADMIN_KEY_PREFIX, key);
}

/** What people recognise a key by: its prefix and the last four characters, which belong to the checksum. */
export function previewOf(key: string): string {
  const prefix = key.startsWith(ADMIN_KEY_PREFIX) ? ADMIN_KEY_PREFIX : VIRTUAL_KEY_PREFIX;
  return `${prefix}…${key.slice(-SHOWN_LENGTH)}`;
}

/** What the database knows a key by. Without the pepper, which is not in the database, it finds no key. */
export function digestOf(key: string, pepper: Buffer): Buffer {
  return createHmac('sha256', pepper).update(key).digest();
}

function makeKey(prefix: string): string {
  const body = prefix + inBase62(randomBytes(RANDOM_BYTES), RANDOM_LENGTH);
  return body + checksumOf(body);
}

function hasFormOf(prefix: string, key: string): boolean {
  if (!key.startsWith(prefix) || !BODY.test(key.slice(prefix.length))) return false;
  return checksumOf(key.slice(0, -CHECKSUM_LENGTH)) === key.slice(-CHECKSUM_LENGTH);
}

function checksumOf(text: string): string {
  return inBase62(hash('sha256', text, 'buffer').subarray(0, CHECKSUM_BYTES), CHECKSUM_LENGTH);
}

/** The last digits of a number that is given by its bytes. */
function inBase62(bytes: Buffer, length: number): string {
  const base = BigInt(ALPHABET.length);
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let digits = '';
  while (digits.length < length) {
    digits = ALPHABET.charAt(Number(rest % base)) + digits;
    rest /= base;
  }
  return digits;
}
