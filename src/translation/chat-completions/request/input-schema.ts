import type { JsonObject } from '../../wire/openai-chat.js';
import { constrainSchema } from './constrain-schema.js';
import { invalid, readObject } from './read-json.js';

/**
 * A function's `parameters` as a tool's `input_schema`, which upstream wants to be of type object with properties.
 * A strict one is also brought to what the constrained decoder takes.
 */
export function convertInputSchema(parameters: unknown, path: string, isStrict: boolean): JsonObject {
  const schema = readObject(parameters ?? {}, path);
  if (!canBeObject(schema.type)) throw invalid(`${path}.type`, `"${path}.type" must be "object".`);
  const isComplete = schema.type === 'object' && isPresent(schema.properties);
  const complete = isComplete ? schema : { ...schema, type: 'object', properties: schema.properties ?? {} };
  return isStrict ? constrainSchema(complete, path) : complete;
}

function canBeObject(type: unknown): boolean {
  return !isPresent(type) || type === 'object' || (Array.isArray(type) && type.includes('object'));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
