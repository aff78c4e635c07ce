import { Secret } from '../secret.js';
import type { ScalarKind } from './scalar-kind.js';
import { refuse } from './scalar-kind.js';

/** Where telemetry goes; secret, because vendors put keys into it. */
export const otlpUrl: ScalarKind<Secret> = {
  allowed: 'a URL that begins with http:// or https://',
  example: 'http://127.0.0.1:4318',
  isSecret: true,
  read(value) {
    const url = String(value).trim();
    const isAllowed = /^https?:\/\//i.test(url) && URL.canParse(url);
    return isAllowed ? { value: new Secret(url) } : refuse();
  },
};

/** `name=value,name=value`, with values as in a URL; secret, because headers hold keys. */
export const namedValues: ScalarKind<Secret<Readonly<Record<string, string>>>> = {
  allowed: 'a list of name=value, with commas between',
  example: 'x-api-key=KEY,x-tenant=me',
  isSecret: true,
  read(value) {
    const pairs = String(value)
      .split(',')
      .filter((pair) => pair.trim() !== '')
      .map(readPair);
    return pairs.every((pair) => pair !== undefined)
      ? { value: new Secret(Object.fromEntries(pairs)) }
      : refuse();
  },
};

function readPair(pair: string): [string, string] | undefined {
  const place = pair.indexOf('=');
  const name = pair.slice(0, place).trim();
  if (place < 1 || name === '') return undefined;
  try {
    return [name, decodeURIComponent(pair.slice(place + 1).trim())];
  } catch {
    return undefined;
  }
}
