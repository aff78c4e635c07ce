import type { JsonObject } from '../../wire/openai-chat.js';
import { invalid, isObject, readArray, readObject } from './read-json.js';

type KeywordConverter = (value: unknown, path: string) => unknown;

/** Keywords that upstream's constrained decoder takes, and how their values are carried over. */
const KEYWORDS: ReadonlyMap<string, { name: string; convert: KeywordConverter }> = new Map([
  ...['type', 'enum', 'const', 'default', 'title', 'required', '$ref'].map(
    (name) => [name, { name, convert: (value: unknown) => value }] as const,
  ),
  ['properties', { name: 'properties', convert: constrainEach }],
  ['$defs', { name: '$defs', convert: constrainEach }],
  ['definitions', { name: 'definitions', convert: constrainEach }],
  ['items', { name: 'items', convert: constrain }],
  ['anyOf', { name: 'anyOf', convert: constrainList }],
  ['oneOf', { name: 'anyOf', convert: constrainList }],
  ['allOf', { name: 'allOf', convert: constrainList }],
]);

/** Keywords that say nothing about an answer, or that are rewritten below. */
const LEFT_OUT: ReadonlySet<string> = new Set(['$schema', '$comment', 'description', 'additionalProperties']);

const FORMATS: ReadonlySet<unknown> = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid',
]);

/**
 * The JSON Schema as upstream's constrained decoder takes it: objects closed with `additionalProperties: false`, and
 * keywords that it refuses, such as `minLength`, told to the model in the description.
 */
export function constrainSchema(schema: JsonObject, path: string): JsonObject {
  if (schema.anyOf !== undefined && schema.oneOf !== undefined) {
    throw invalid(`${path}.oneOf`, `"${path}" has both "anyOf" and "oneOf". Put one into the other.`);
  }
  const entries = Object.entries(schema).filter(([, value]) => value !== undefined);
  const kept = entries.flatMap(([keyword, value]) => keepKeyword(keyword, value, `${path}.${keyword}`));
  if (schema.$ref !== undefined) return Object.fromEntries(kept.filter(([name]) => isBesideReference(name)));
  const told = entries.filter(([keyword, value]) => !isKept(keyword, value) && !LEFT_OUT.has(keyword));
  return {
    ...Object.fromEntries(kept),
    ...describe(schema.description, told, path),
    ...(isObjectSchema(schema) ? { additionalProperties: false } : {}),
  };
}
/** True when the schema has an object with names of the model's choosing, which a closed object cannot hold. */
export function hasOpenObject(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasOpenObject);
  if (!isObject(schema)) return false;
  const { additionalProperties, patternProperties } = schema;
  if (additionalProperties === true || isObject(additionalProperties) || isObject(patternProperties))
    return true;
  return Object.entries(schema).some(([keyword, value]) => SUBSCHEMAS.get(keyword)?.(value) ?? false);
}

const hasOpenValue = (schemas: unknown) => isObject(schemas) && Object.values(schemas).some(hasOpenObject);

const SUBSCHEMAS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['properties', hasOpenValue],
  ['$defs', hasOpenValue],
  ['definitions', hasOpenValue],
  ['items', hasOpenObject],
  ['anyOf', hasOpenObject],
  ['oneOf', hasOpenObject],
  ['allOf', hasOpenObject],
]);

/** A subschema: an object, or true or false; in older drafts `items` may be a list of them. */
function constrain(schema: unknown, path: string): unknown {
  if (typeof schema === 'boolean') return schema;
  if (Array.isArray(schema)) return constrainList(schema, path);
  return constrainSchema(readObject(schema, path), path);
}

function constrainList(schemas: unknown, path: string): unknown[] {
  return readArray(schemas, path).map((schema, index) => constrain(schema, `${path}[${index}]`));
}

function constrainEach(schemas: unknown, path: string): JsonObject {
  const entries = Object.entries(readObject(schemas, path));
  return Object.fromEntries(entries.map(([name, schema]) => [name, constrain(schema, `${path}.${name}`)]));
}

function keepKeyword(keyword: string, value: unknown, path: string): [string, unknown][] {
  const known = KEYWORDS.get(keyword);
  if (known !== undefined) return [[known.name, known.convert(value, path)]];
  return isKept(keyword, value) ? [[keyword, value]] : [];
}

function isKept(keyword: string, value: unknown): boolean {
  if (keyword === 'format') return FORMATS.has(value);
  if (keyword === 'minItems') return value === 0 || value === 1;
  return KEYWORDS.has(keyword);
}

/** Upstream takes nothing beside a `$ref` but the definitions that it points into. */
function isBesideReference(keyword: string): boolean {
  return keyword === '$ref' || keyword === '$defs' || keyword === 'definitions';
}

function describe(description: unknown, told: [string, unknown][], path: string): { description?: string } {
  if (description !== undefined && typeof description !== 'string') {
    throw invalid(`${path}.description`, `"${path}.description" must be a string.`);
  }
  const rules = told.map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`).join(', ');
  const text = [description ?? '', rules === '' ? '' : `{${rules}}`]
    .filter((line) => line !== '')
    .join('\n\n');
  return text === '' ? {} : { description: text };
}

function isObjectSchema({ type, properties }: JsonObject): boolean {
  return type === 'object' || properties !== undefined || (Array.isArray(type) && type.includes('object'));
}
