// @ts-check
import { isJsonSchema } from './is-json-schema.mjs';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */
/** @typedef {import('./rule-context.mjs').Rule} Rule */

const REFUSED_KEYWORDS = [
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'patternProperties',
];

/** Keywords whose value is a map of names to schemas, so that its keys are no keywords. */
const SCHEMA_MAPS = ['properties', '$defs', 'definitions'];
const SCHEMA_LISTS = ['anyOf', 'allOf', 'oneOf'];

/** What constrained decoding cannot honour in a schema, in the API's words. @param {JsonObject} schema @returns {string | undefined} */
export function unsupportedSchemaPart(schema) {
  const own = unsupportedKeyword(schema);
  if (own) return own;
  for (const child of childSchemas(schema)) {
    const problem = unsupportedSchemaPart(child);
    if (problem) return problem;
  }
  return undefined;
}

/** @param {JsonObject} schema */
function unsupportedKeyword(schema) {
  const keyword =
    REFUSED_KEYWORDS.find((name) => name in schema) ?? (schema.minItems > 1 ? 'minItems' : undefined);
  if (keyword) return `For '${schema.type}' type, property '${keyword}' is not supported`;
  const isObject = schema.type === 'object' || schema.properties !== undefined;
  return isObject && schema.additionalProperties !== false
    ? "For 'object' type, 'additionalProperties' must be explicitly set to false"
    : undefined;
}

/** @param {JsonObject} schema @returns {JsonObject[]} */
function childSchemas(schema) {
  const mapped = SCHEMA_MAPS.flatMap((keyword) => Object.values(schema[keyword] ?? {}));
  const listed = SCHEMA_LISTS.flatMap((keyword) => schema[keyword] ?? []);
  return [...mapped, ...listed, schema.items].filter((child) => typeof child === 'object' && child !== null);
}

/** @type {Rule} */
const hasStructuredOutput = ({ output_config: config, output_format: oldFormat }, { model }) => {
  const format = config?.format ?? oldFormat;
  if (!format) return undefined;
  if (!model.structuredOutput) return 'output_config.format: this model does not support structured outputs';
  if (!isJsonSchema(format.schema)) return 'output_config.format.schema: Invalid schema';
  const problem = unsupportedSchemaPart(format.schema);
  return problem && `output_config.format.schema: ${problem}`;
};

/** @type {ReadonlyArray<Rule>} */
export const STRUCTURED_OUTPUT_RULES = [hasStructuredOutput];
