// @ts-check
/**
 * Writes test/fake-anthropic/messages-request.schema.json: the JSON Schema of a Messages API request body, taken from
 * the types of @anthropic-ai/sdk. Run `node scripts/generate-messages-schema.mjs` after the SDK has changed.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

/** @typedef {Record<string, any>} Schema */

const root = fileURLToPath(new URL('../', import.meta.url));
const REQUEST_TYPE = 'MessageCreateParamsBase';
const target = `${root}test/fake-anthropic/messages-request.schema.json`;

/** Fields that the API takes for the models which have them, though the SDK's types no longer list them. */
const FIELDS_OUTSIDE_THE_SDK = {
  temperature: { type: 'number' },
  top_p: { type: 'number' },
  top_k: { type: 'number' },
};

/** @returns {Schema} */
function readSdkTypes() {
  const generator = createGenerator({
    path: `${root}node_modules/@anthropic-ai/sdk/resources/beta/messages/messages.d.ts`,
    tsconfig: `${root}tsconfig.json`,
    skipTypeCheck: true,
    additionalProperties: false,
  });
  return generator.createSchema(REQUEST_TYPE);
}

/**
 * The SDK keeps header parameters (`betas` among them) beside the body's fields and marks them in their description.
 * @param {Schema} request @returns {Schema}
 */
function onlyBodyFields(request) {
  const properties = Object.entries(request.properties).filter(
    ([, property]) => !property.description?.startsWith('Header param:'),
  );
  return { ...request, properties: { ...Object.fromEntries(properties), ...FIELDS_OUTSIDE_THE_SDK } };
}

/** @param {any} node @returns {any} */
function withoutProse(node) {
  if (Array.isArray(node)) return node.map(withoutProse);
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key, value]) => !(isProse(key) && typeof value === 'string'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value)]));
}

/** A property may be called "description" too: then its value is a schema and no text. @param {string} key */
function isProse(key) {
  return key === 'description' || key === '$comment';
}

/**
 * A union whose members are told apart by `type` (or `role`) says so, so that an error names the one field at fault
 * and not every member of the union.
 * @param {any} node @param {Record<string, Schema>} definitions @returns {any}
 */
function withDiscriminators(node, definitions) {
  if (Array.isArray(node)) return node.map((member) => withDiscriminators(member, definitions));
  if (node === null || typeof node !== 'object') return node;
  const inner = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withDiscriminators(value, definitions)]),
  );
  return Array.isArray(inner.anyOf) ? discriminate(inner, definitions) : inner;
}

/** @param {Schema} union @param {Record<string, Schema>} definitions @returns {Schema} */
function discriminate(union, definitions) {
  /** @type {Schema[]} */
  const members = union.anyOf.filter((/** @type {Schema} */ member) => member.type !== 'null');
  const tag = ['type', 'role'].find((name) => members.every((member) => hasTag(member, name, definitions)));
  if (isToolUnion(union, definitions)) return toolUnion(union.anyOf);
  if (!tag || members.length === 1) return union;
  const isNullable = members.length < union.anyOf.length;
  return isNullable ? { anyOf: [tagged(members, tag), { type: 'null' }] } : tagged(members, tag);
}

/** @param {Schema} member @param {string} name @param {Record<string, Schema>} definitions */
function hasTag(member, name, definitions) {
  const definition = resolve(member, definitions);
  const property = definition?.properties?.[name];
  return (property?.const ?? property?.enum) !== undefined && definition?.required?.includes(name);
}

/** @param {Schema} member @param {Record<string, Schema>} definitions @returns {Schema | undefined} */
function resolve(member, definitions) {
  return typeof member.$ref === 'string' ? definitions[member.$ref.replace('#/definitions/', '')] : member;
}

/** @param {Schema[]} members @param {string} tag @returns {Schema} */
function tagged(members, tag) {
  return { type: 'object', required: [tag], discriminator: { propertyName: tag }, oneOf: members };
}

/** @param {Schema} union @param {Record<string, Schema>} definitions */
function isToolUnion(union, definitions) {
  const [first, ...others] = union.anyOf;
  return (
    first.$ref === '#/definitions/BetaTool' &&
    others.every((/** @type {Schema} */ member) => hasTag(member, 'type', definitions))
  );
}

/** A tool of the caller's own may leave its `type` out. @param {Schema[]} members @returns {Schema} */
function toolUnion([customTool, ...hostedTools]) {
  return {
    type: 'object',
    if: { properties: { type: { enum: ['custom', null] } } },
    then: customTool,
    else: tagged(hostedTools, 'type'),
  };
}

const { definitions, $schema } = readSdkTypes();
const sdkDefinitions = { ...definitions, [REQUEST_TYPE]: onlyBodyFields(definitions[REQUEST_TYPE]) };
const cleanDefinitions = withoutProse(sdkDefinitions);
delete cleanDefinitions.AnthropicBeta;
const schema = {
  $schema,
  $ref: `#/definitions/${REQUEST_TYPE}`,
  definitions: withDiscriminators(cleanDefinitions, cleanDefinitions),
};
const options = await resolveConfig(target);
await writeFile(target, await format(JSON.stringify(schema), { ...options, parser: 'json' }));
console.log(`${target}: ${Object.keys(schema.definitions).length} definitions`);
