import type { Scalar, ScalarKind } from './scalar-kind.js';

const LONGEST_SHOWN = 60;
const CREDENTIAL = /(^|[^a-z])sk-|eyJ|bearer\s|:\/\/[^/]*@|[A-Za-z0-9_-]{32,}/i;

/** A value as a message may show it: never a secret, nor what looks like one that ended up under the wrong key. */
export function describeValue(value: Scalar, isSecret = false): string {
  if (value === '') return 'an empty string';
  if (isSecret) return `a ${typeof value} (not shown)`;
  if (typeof value !== 'string') return String(value);
  if (CREDENTIAL.test(value)) return 'a string that looks like a credential (not shown)';
  const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
  return JSON.stringify(shown);
}

/** Says what was found in the place of `name`, what is allowed there and, by an example, how to put it right. */
export function wrongValue<T>(name: string, found: string, kind: ScalarKind<T>): string {
  const example = kind.example === undefined ? '' : `, such as ${kind.example}`;
  return `${name} is ${found}; allowed is ${kind.allowed}${example}.`;
}
