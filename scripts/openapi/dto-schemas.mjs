import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';

/** @typedef {Record<string, any>} Schema */
/** @typedef {{ name: string, isRequired: boolean, schema: Schema }} Field */
/** @typedef {{ propertyName: string, name?: string, type: string, constraints?: any[], constraintCls: any, each: boolean }} Rule */

/** What a rule of src/admin/http/field.decorator.ts, or of a DTO's own, means in JSON Schema. */
const SCHEMAS_OF_RULES = /** @type {Record<string, Schema>} */ ({
  name: { type: 'string', minLength: 1, maxLength: 200 },
  text: { type: 'string', minLength: 1, maxLength: 200 },
  email: { type: 'string', format: 'email', maxLength: 200 },
  id: { type: 'string', format: 'uuid' },
  time: { type: 'string' },
  'report-time': { type: 'string' },
  duration: { type: 'string', pattern: '^[1-9]\\d*(s|m|h|d|mo)$' },
  dollars: { type: 'number', minimum: 0, maximum: 9_000_000 },
  count: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
  limit: { type: 'integer', minimum: 1, maximum: 100 },
  'min-cost': { type: 'string' },
  cursor: { type: 'string', maxLength: 2000 },
  'groups-limit': { type: 'integer', minimum: 1, maximum: 1000 },
  status: { type: 'integer', minimum: 100, maximum: 599 },
  'group-by': { type: 'string' },
  'array-of-at-most': { type: 'array' },
  'model-names': { type: 'array', items: { type: 'string' }, maxItems: 200 },
  aliases: { type: 'object', additionalProperties: { type: 'string' } },
  metadata: { type: 'object', additionalProperties: true },
  model: { type: 'string', maxLength: 200 },
  credential: { type: 'string', minLength: 1, maxLength: 8192, writeOnly: true },
  'api-base': { type: 'string', format: 'uri' },
  headers: { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 50, writeOnly: true },
  weight: { type: 'number', minimum: 0 },
  order: { type: 'integer', minimum: 0, maximum: 1_000_000 },
  seconds: { type: 'number', minimum: 0.001, maximum: 2_147_483 },
  boolean: { type: 'boolean' },
  'dollars-per-token': { type: 'number', minimum: 0, maximum: 1 },
});

/** The JSON Schema of a DTO's objects. @param {Function} dto @returns {Schema} */
export function schemaOf(dto) {
  const fields = fieldsOf(dto);
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** The fields of a DTO, in the order of their names. @param {Function} dto @returns {Field[]} */
export function fieldsOf(dto) {
  /** @type {Map<string, Rule[]>} */
  const rules = new Map();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false)) {
    rules.set(rule.propertyName, [...(rules.get(rule.propertyName) ?? []), rule]);
  }
  return [...rules]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, rulesOfField]) => fieldOf(dto, name, rulesOfField));
}

/** @param {Function} dto @param {string} name @param {Rule[]} rules @returns {Field} */
function fieldOf(dto, name, rules) {
  const condition = rules.find(({ type }) => type === 'conditionalValidation');
  const rest = rules.filter((rule) => rule !== condition);
  const schema = Object.assign({}, ...rest.map((rule) => schemaOfRule(dto, name, rule)));
  // A field that may be null is one whose rules are not asked when it is.
  const isNullable = condition?.constraints?.[0]({}, null) === false;
  return {
    name,
    isRequired: condition === undefined,
    schema: isNullable ? { ...schema, type: [schema.type, 'null'] } : schema,
  };
}

/** @param {Function} dto @param {string} field @param {Rule} rule @returns {Schema} */
function schemaOfRule(dto, field, rule) {
  if (rule.type === 'nestedValidation') {
    const nested = defaultMetadataStorage.findTypeMetadata(dto, field).typeFunction();
    return rule.each ? { type: 'array', items: schemaOf(nested) } : schemaOf(nested);
  }
  const message = messageOf(rule);
  if (rule.name === 'one-of') {
    return { type: 'string', enum: message.replace('must be one of ', '').split(', ') };
  }
  const schema = SCHEMAS_OF_RULES[rule.name ?? ''];
  if (schema === undefined)
    throw new Error(`${dto.name}.${field}: no schema is known for the rule "${rule.name}".`);
  return { ...schema, description: sentenceOf(message) };
}

/** @param {Rule} rule @returns {string} */
function messageOf({ constraintCls }) {
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const instance = /** @type {any} */ (constraint)?.instance;
  return String(instance?.defaultMessage?.() ?? '');
}

/** @param {string} message */
function sentenceOf(message) {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
