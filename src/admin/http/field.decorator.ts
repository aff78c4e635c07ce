import { ValidateBy, ValidateIf } from 'class-validator';

import { MAX_DOLLARS, nanoUsdOf } from '../../pricing/dollars.js';
import { isKeepableText } from './parse-admin-body.js';

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DURATION = /^[1-9]\d{0,5}(?:s|m|h|d|mo)$/;
const MAX_COUNT = 1_000_000_000;
const MAX_NAME_LENGTH = 200;
const MAX_NAMES = 200;
const MAX_METADATA_CHARACTERS = 16_384;

/** One rule with one message, which follows the field's name: "… must be a whole number". */
export function Rule(name: string, isMet: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: isMet, defaultMessage: () => message } });
}

/** The field may be left out, and null clears it. */
export const OrNull = (): PropertyDecorator =>
  ValidateIf((_, value) => value !== undefined && value !== null);

/** The field may be left out. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Text that people read: not empty, no line breaks or other control characters. */
export const Name = (): PropertyDecorator =>
  Rule('name', isName, `must be text of 1 to ${MAX_NAME_LENGTH} characters, without control characters`);

export const Dollars = (): PropertyDecorator =>
  Rule(
    'dollars',
    (value) => typeof value === 'number' && nanoUsdOf(value) !== undefined,
    `must be an amount in US dollars from 0 to ${MAX_DOLLARS}, with at most 9 decimals`,
  );

export const Count = (): PropertyDecorator =>
  Rule(
    'count',
    (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_COUNT,
    `must be a whole number from 1 to ${MAX_COUNT}, or null for no limit`,
  );

export const Duration = (): PropertyDecorator =>
  Rule(
    'duration',
    (value) => typeof value === 'string' && DURATION.test(value),
    'must be a whole number followed by s, m, h, d or mo, such as "30d" or "1mo"',
  );

export const Id = (): PropertyDecorator =>
  Rule('id', (value) => typeof value === 'string' && UUID.test(value), 'must be an id, which is a UUID');

/** A point in time of RFC 3339, with its zone. */
export const Time = (): PropertyDecorator =>
  Rule('time', isTime, 'must be a time such as "2027-01-31T12:00:00Z", before the year 3000');

export const OneOf = (...values: string[]): PropertyDecorator =>
  Rule('one-of', (value) => values.includes(value as string), `must be one of ${values.join(', ')}`);

export const ArrayOfAtMost = (most: number): PropertyDecorator =>
  Rule(
    'array-of-at-most',
    (value) => Array.isArray(value) && value.length <= most,
    `must be an array of at most ${most}`,
  );

/** Names of models, wildcards or aliases. */
export const ModelNames = (): PropertyDecorator =>
  Rule(
    'model-names',
    (value) => Array.isArray(value) && value.length <= MAX_NAMES && value.every(isName),
    `must be an array of at most ${MAX_NAMES} names of models, such as "claude-*"`,
  );

/** The caller's own names for models. */
export const Aliases = (): PropertyDecorator =>
  Rule(
    'aliases',
    (value) =>
      isPlainObject(value) &&
      Object.keys(value).length <= MAX_NAMES &&
      Object.entries(value).flat().every(isName),
    `must be an object of at most ${MAX_NAMES} names, each with the name of a model: {"fast": "claude-haiku-4-5"}`,
  );

/** Whatever the operator wants to note. */
export const Metadata = (): PropertyDecorator =>
  Rule(
    'metadata',
    (value) => isPlainObject(value) && JSON.stringify(value).length <= MAX_METADATA_CHARACTERS,
    `must be an object of at most ${MAX_METADATA_CHARACTERS} characters of JSON`,
  );

export const Email = (): PropertyDecorator =>
  Rule(
    'email',
    (value) => isName(value) && /^[^\s@]+@[^\s@]+$/.test(value as string),
    'must be an e-mail address',
  );

/** Text of a query parameter that a column is compared with. */
export const Text = (): PropertyDecorator =>
  Rule(
    'text',
    (value) =>
      typeof value === 'string' && value !== '' && value.length <= MAX_NAME_LENGTH && isKeepableText(value),
    `must be given once, with 1 to ${MAX_NAME_LENGTH} characters`,
  );

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  return value.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(value) && isKeepableText(value);
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (!/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i.test(value))
    return false;
  return !Number.isNaN(Date.parse(value));
}
