import { InvalidRequestError } from '../../../errors/gateway-error.js';
import { isJsonObject } from '../response/untrusted-json.js';
import type { JsonObject } from '../../wire/openai-chat.js';

/** Reads untrusted JSON. Every reader takes the path of its value and refuses a wrong type with a 400 that names it. */
type Reader<T> = (value: unknown, path: string) => T;

const LONGEST_QUOTE = 60;

export function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError({ param, message });
}

export function readObject(value: unknown, path: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw wrongType(value, path, 'an object');
}

export function readArray(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw wrongType(value, path, 'an array');
}

export function readString(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw wrongType(value, path, 'a string');
}

export function readNonEmptyString(value: unknown, path: string): string {
  const text = readString(value, path);
  if (text !== '') return text;
  throw invalid(path, `"${path}" must not be empty.`);
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value === 'boolean') return value;
  throw wrongType(value, path, 'true or false');
}

/** A finite number between `least` and `most`, both included. */
export function readNumber(value: unknown, path: string, least: number, most: number): number {
  if (typeof value === 'number' && value >= least && value <= most) return value;
  const range = Number.isFinite(most) ? `between ${least} and ${most}` : `of at least ${least}`;
  throw wrongType(value, path, `a number ${range}`);
}

export function readInteger(value: unknown, path: string, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw wrongType(value, path, `a whole number of at least ${least}`);
}

export function readOneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const choice = allowed.map((candidate) => `"${candidate}"`).join(', ');
  if (typeof value !== 'string') throw wrongType(value, path, `one of ${choice}`);
  throw invalid(path, `"${path}" must be one of ${choice}, but is ${quote(value)}.`);
}

/** `undefined` for a field that is absent or null, which OpenAI's API treats alike. */
export function readOptional<T>(read: Reader<T>, value: unknown, path: string): T | undefined {
  return value === undefined || value === null ? undefined : read(value, path);
}

export { isJsonObject as isObject };

/** True for a text that upstream takes: one with something else than white space in it. */
export function hasText(text: string): boolean {
  return /\S/.test(text);
}

/** True when arrays and objects lie in one another more than `limit` deep. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  for (const key in value) {
    if (isDeeperThan((value as JsonObject)[key], limit - 1)) return true;
  }
  return false;
}

/** A caller's short word in quotes, cut so that no prompt ends up in a message. */
export function quote(word: string): string {
  return `"${word.length > LONGEST_QUOTE ? `${word.slice(0, LONGEST_QUOTE)}…` : word}"`;
}

function wrongType(value: unknown, path: string, expected: string): InvalidRequestError {
  return invalid(path, `"${path}" must be ${expected}, but is ${nameOfType(value)}.`);
}

function nameOfType(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
