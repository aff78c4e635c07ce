// @ts-check
import { Ajv2020 } from 'ajv/dist/2020.js';

/** @typedef {import('../start-fake-anthropic.mjs').JsonObject} JsonObject */

const jsonSchemas = new Ajv2020({ strict: false });

/** Every schema is read as draft 2020-12, whatever it says of itself. @param {JsonObject} schema */
export function isJsonSchema(schema) {
  return jsonSchemas.validateSchema({ ...schema, $schema: undefined });
}
