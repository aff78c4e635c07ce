// @ts-check
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { invalidRequest } from './api-error.mjs';

/** @typedef {import('ajv').ErrorObject} SchemaError */
/** @typedef {import('./start-fake-anthropic.mjs').JsonObject} JsonObject */

/** @type {import('ajv').ValidateFunction | undefined} */
let compiled;

/** Compiling takes half a second: only a process that checks a body pays for it. */
function messagesValidator() {
  compiled ??= new Ajv({ discriminator: true, strict: false, code: { optimize: false } }).compile(
    JSON.parse(readFileSync(new URL('messages-request.schema.json', import.meta.url), 'utf8')),
  );
  return compiled;
}

/** Refuses a body that has not the shape of a Messages request. @param {JsonObject} body */
export function validateSchema(body) {
  const validate = messagesValidator();
  if (validate(body)) return;
  const error = deepestError(validate.errors ?? []);
  throw invalidRequest(`${fieldPath(body, locationOf(error))}: ${problemOf(error)}`);
}

/** Of a union's many errors the deepest one is of the member that was meant. @param {SchemaError[]} errors */
function deepestError(errors) {
  const own = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if'].includes(keyword));
  return own.reduce((deepest, error) => (depth(error) > depth(deepest) ? error : deepest));
}

/** @param {SchemaError} error */
function depth(error) {
  return locationOf(error).length;
}

/** @param {SchemaError} error @returns {string[]} */
function locationOf({ instancePath, params }) {
  const path = instancePath.split('/').slice(1);
  const property = params.additionalProperty ?? params.missingProperty ?? missingTag(params);
  return property === undefined ? path : [...path, property];
}

/** @param {JsonObject} params @returns {string | undefined} */
function missingTag(params) {
  return params.error === 'tag' ? params.tag : undefined;
}

/**
 * The path as the API writes it: members of unions carry their type, as in `messages.0.content.0.text.text`.
 * @param {JsonObject} body @param {string[]} location
 */
function fieldPath(body, location) {
  /** @type {any} */
  let node = body;
  const steps = location.map((step, index) => {
    node = node?.[step];
    const isMember = /^\d+$/.test(step) && ['content', 'tools'].includes(location[index - 1] ?? '');
    const tag = isMember && index < location.length - 1 ? (node?.type ?? 'custom') : undefined;
    return typeof tag === 'string' ? `${step}.${tag}` : step;
  });
  return steps.join('.') || 'body';
}

/** @param {SchemaError} error */
function problemOf(error) {
  return PROBLEMS[error.keyword]?.(error.params) ?? `Input ${error.message}`;
}

/** @type {Record<string, (params: JsonObject) => string>} */
const PROBLEMS = {
  additionalProperties: () => 'Extra inputs are not permitted',
  required: () => 'Field required',
  type: ({ type }) => `Input should be a valid ${[type].flat().join(' or ')}`,
  const: ({ allowedValue }) => `Input should be '${allowedValue}'`,
  enum: ({ allowedValues }) =>
    `Input should be one of ${allowedValues.map((/** @type {unknown} */ value) => `'${value}'`).join(', ')}`,
  discriminator: ({ error, tag, tagValue }) =>
    error === 'tag'
      ? 'Field required'
      : `Input tag '${tagValue}' found using '${tag}' does not match any of the expected tags`,
};
