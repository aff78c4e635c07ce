// @ts-check

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

const MAX_DEPTH = 8;

/** @type {Record<string, string>} */
const SAMPLE_OF_FORMAT = {
  date: '2026-11-03',
  'date-time': '2026-11-03T10:15:00Z',
  time: '10:15:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '3f2b6c1e-8d4a-4b7e-9c55-1a2b3c4d5e6f',
};

/** @type {Record<string, string>} */
const SAMPLE_OF_NAME = {
  city: 'Paris',
  location: 'Paris',
  country: 'FR',
  name: 'Ada',
  title: 'A sample title',
};

/** A value that satisfies a JSON Schema, as far as schemas of tools and answers go. @param {JsonObject} schema @returns {any} */
export function sampleFromSchema(schema) {
  return sample(schema, { root: schema, name: 'value', depth: 0 });
}

/** @typedef {{ root: JsonObject, name: string, depth: number }} Place */

/** @param {JsonObject | boolean | undefined} schema @param {Place} place @returns {any} */
function sample(schema, place) {
  if (typeof schema !== 'object' || schema === null || place.depth > MAX_DEPTH) return null;
  const deeper = { ...place, depth: place.depth + 1 };
  if (schema.$ref) return sample(resolve(schema.$ref, place.root), deeper);
  const fixed = fixedValue(schema);
  if (fixed !== undefined) return fixed;
  if (schema.allOf) return sample(Object.assign({}, schema, { allOf: undefined }, ...schema.allOf), deeper);
  const union = schema.anyOf ?? schema.oneOf;
  return union ? sample(firstValue(union), deeper) : SAMPLE_OF_TYPE[typeOf(schema)]?.(schema, deeper);
}

/** @param {string} reference @param {JsonObject} root */
function resolve(reference, root) {
  const steps = reference.replace(/^#\/?/, '').split('/').filter(Boolean);
  return steps.reduce((node, step) => node?.[step], root);
}

/** The first member of a union that is more than null. @param {JsonObject[]} union */
function firstValue(union) {
  return union.find(({ type }) => type !== 'null') ?? union[0];
}

/** @param {JsonObject} schema */
function fixedValue(schema) {
  return schema.const ?? schema.enum?.[0] ?? schema.default ?? schema.examples?.[0];
}

/** @param {JsonObject} schema @returns {string} */
function typeOf({ type, properties, items }) {
  const types = [type].flat();
  const first = types.find((name) => name !== 'null') ?? types[0];
  return first ?? (properties ? 'object' : items ? 'array' : 'string');
}

/** @type {Record<string, (schema: JsonObject, place: Place) => any>} */
const SAMPLE_OF_TYPE = {
  object: ({ properties = {} }, place) =>
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, sample(property, { ...place, name })]),
    ),
  array: ({ items, minItems = 1 }, place) =>
    Array.from({ length: items ? Math.max(1, minItems) : 0 }, () => sample(items, place)),
  string: sampleText,
  integer: ({ minimum, exclusiveMinimum }) => Math.ceil(minimum ?? (exclusiveMinimum ?? 0) + 1),
  number: ({ minimum, exclusiveMinimum }) => minimum ?? (exclusiveMinimum ?? 0) + 1,
  boolean: () => true,
  null: () => null,
};

/** @param {JsonObject} schema @param {Place} place */
function sampleText({ format, minLength = 0, maxLength = Infinity }, { name }) {
  const text = own(SAMPLE_OF_FORMAT, format) ?? own(SAMPLE_OF_NAME, name) ?? `sample ${name}`;
  return text.padEnd(minLength, '.').slice(0, maxLength);
}

/** A property may be called `constructor`. @param {Record<string, string>} samples @param {string} name */
function own(samples, name) {
  return Object.hasOwn(samples, name) ? samples[name] : undefined;
}
