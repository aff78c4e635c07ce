import { Secret } from '../secret.js';
import type { Reading, Scalar, ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

/** What an HTTP header can carry after `Bearer `. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

function readHeaderSafe(value: Scalar): Reading<Secret> {
  if (typeof value !== 'string') return refuse();
  const trimmed = value.trim();
  if (trimmed === '') return refuse('blank');
  if (!HEADER_SAFE.test(trimmed))
    return refuse('a string with a space, line break or non-ASCII character in it');
  return { value: new Secret(trimmed) };
}

/** A token or key that goes into a header of an upstream request. */
export const credential: ScalarKind<Secret> = {
  allowed: 'the token itself or os.environ/NAME',
  isSecret: true,
  read: readHeaderSafe,
};

export const masterKey: ScalarKind<Secret> = {
  allowed:
    'a key of printable ASCII characters without spaces (16 or more are recommended), or none at all on a loopback address',
  isSecret: true,
  read: readHeaderSafe,
};

export const sealingSecret: ScalarKind<Secret> = {
  allowed: 'a string that is not blank (32 random characters are recommended)',
  isSecret: true,
  read(value) {
    const isBlank = typeof value !== 'string' || value.trim() === '';
    return isBlank ? refuse('blank') : { value: new Secret(value) };
  },
};

/** A connection URL, whose password keeps it out of messages. */
function connectionUrl(protocols: readonly string[], example: string): ScalarKind<Secret> {
  return {
    allowed: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    example,
    isSecret: true,
    read(value) {
      const isAllowed = typeof value === 'string' && protocols.includes(protocolOf(value.trim()));
      return isAllowed ? { value: new Secret(value.trim()) } : refuse();
    },
  };
}

export const databaseUrl = connectionUrl(
  ['postgresql:', 'postgres:'],
  'postgresql://user:password@127.0.0.1:5432/tollgate',
);

export const redisUrl = connectionUrl(['redis:', 'rediss:'], 'redis://127.0.0.1:6379');

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
