import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../project-root.mjs';

/** @typedef {Record<string, any>} Schema */
/** @typedef {{ checker: ts.TypeChecker, components: Record<string, Schema> }} Context */

/** @type {[ts.TypeFlags, Schema][]} */
const PLAIN_TYPES = [
  [ts.TypeFlags.StringLike, { type: 'string' }],
  [ts.TypeFlags.NumberLike, { type: 'number' }],
  [ts.TypeFlags.BooleanLike, { type: 'boolean' }],
  [ts.TypeFlags.Null, { type: 'null' }],
  [ts.TypeFlags.AnyOrUnknown | ts.TypeFlags.NonPrimitive, {}],
];
const OURS = join(projectRoot, 'src/');
const CONTROLLERS = join(projectRoot, 'src/admin/');

/**
 * What the handlers of the admin API answer with, as JSON Schema made from their own return types.
 *
 * @returns {{ components: Record<string, Schema>, schemaOfAnswer(controller: string, method: string): Schema | undefined }}
 *   no schema for a handler whose type says nothing
 */
export function readAnswerTypes() {
  const program = openProgram();
  /** @type {Context} */
  const context = { checker: program.getTypeChecker(), components: {} };
  const classes = new Map(
    program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.endsWith('.controller.ts') && fileName.startsWith(CONTROLLERS))
      .flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
      .map((declaration) => [declaration.name?.text, declaration]),
  );
  return {
    components: context.components,
    schemaOfAnswer(controller, method) {
      const member = classes
        .get(controller)
        ?.members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === method);
      return member && schemaOfMethod(/** @type {ts.MethodDeclaration} */ (member), context);
    },
  };
}

function openProgram() {
  const path = join(projectRoot, 'tsconfig.build.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
  return ts.createProgram(fileNames, options);
}

/** @param {ts.MethodDeclaration} method @param {Context} context @returns {Schema | undefined} */
function schemaOfMethod(method, context) {
  const { checker } = context;
  const signature = checker.getSignatureFromDeclaration(method);
  const promised = signature && checker.getAwaitedType(checker.getReturnTypeOfSignature(signature));
  if (promised === undefined || promised.flags & (ts.TypeFlags.AnyOrUnknown | ts.TypeFlags.VoidLike)) {
    return undefined;
  }
  const json = membersOf(promised).filter((type) => !isForeignClass(type));
  return json.length === 0 ? undefined : unionOf(json, context);
}

/** Such as a stream, which is no JSON. @param {ts.Type} type */
function isForeignClass(type) {
  const [declaration] = type.symbol?.declarations ?? [];
  return declaration !== undefined && !declaration.getSourceFile().fileName.startsWith(OURS);
}

/** @param {ts.Type} type @returns {ts.Type[]} */
function membersOf(type) {
  return type.isUnion() ? type.types : [type];
}

/** @param {ts.Type} type @param {Context} context @returns {Schema} */
function schemaOfType(type, context) {
  const name = nameOf(type);
  if (name === undefined) return schemaOfShape(type, context);
  if (!(name in context.components)) {
    context.components[name] = {};
    context.components[name] = schemaOfShape(type, context);
  }
  return { $ref: `#/components/schemas/${name}` };
}

/** The name of a type of ours that has fields and takes no other types. @param {ts.Type} type */
function nameOf(type) {
  if (type.isUnion() || !(type.flags & ts.TypeFlags.Object)) return undefined;
  const symbol = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
  // An interface that refers to no type but itself is a reference too, to itself.
  const { target } = /** @type {ts.TypeReference} */ (type);
  const isGeneric = [...(type.aliasTypeArguments ?? []), ...(target?.typeParameters ?? [])].length > 0;
  const [declaration] = symbol?.declarations ?? [];
  const isOurs = declaration?.getSourceFile().fileName.startsWith(OURS) === true;
  return isOurs && !isGeneric ? symbol?.name : undefined;
}

/** @param {ts.Type} type @param {Context} context @returns {Schema} */
function schemaOfShape(type, context) {
  if (type.isUnion()) return unionOf(type.types, context);
  if (type.isStringLiteral() || type.isNumberLiteral()) return { type: typeof type.value, const: type.value };
  const plain = PLAIN_TYPES.find(([flags]) => type.flags & flags);
  if (plain !== undefined) return { ...plain[1] };
  if (context.checker.isArrayLikeType(type)) {
    const item = context.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    return { type: 'array', items: item === undefined ? {} : schemaOfType(item, context) };
  }
  return schemaOfObject(type, context);
}

/** @param {ts.Type} type @param {Context} context @returns {Schema} */
function schemaOfObject(type, context) {
  const { checker } = context;
  const fields = checker.getPropertiesOfType(type);
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const required = fields.filter((field) => !(field.flags & ts.SymbolFlags.Optional));
  return {
    type: 'object',
    ...(fields.length === 0
      ? {}
      : { properties: Object.fromEntries(fields.map((field) => fieldOf(field, context))) }),
    ...(required.length === 0 ? {} : { required: required.map(({ name }) => name) }),
    ...(index === undefined ? {} : { additionalProperties: schemaOfType(index, context) }),
  };
}

/** @param {ts.Symbol} field @param {Context} context @returns {[string, Schema]} */
function fieldOf(field, context) {
  const schema = schemaOfType(context.checker.getTypeOfSymbol(field), context);
  const words = ts.displayPartsToString(field.getDocumentationComment(context.checker));
  return [field.name, words === '' ? schema : { ...schema, description: words }];
}

/** @param {ts.Type[]} types @param {Context} context @returns {Schema} */
function unionOf(types, context) {
  const said = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const literals = said.filter((type) => type.isStringLiteral());
  const others = said.filter((type) => !type.isStringLiteral()).map((type) => schemaOfType(type, context));
  const texts = literals.length === 0 ? [] : [{ type: 'string', enum: literals.map(({ value }) => value) }];
  const schemas = distinct([...texts, ...others]);
  const [first, second] = schemas;
  if (second === undefined) return first ?? {};
  return isPlainOrNull(schemas) ? withNull(schemas) : { anyOf: schemas };
}

/** @param {Schema[]} schemas */
function distinct(schemas) {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

/** True for one plain type or nothing. @param {Schema[]} schemas */
function isPlainOrNull(schemas) {
  const [one] = schemas.filter(({ type }) => type !== 'null');
  return schemas.length === 2 && schemas.some(({ type }) => type === 'null') && one?.type !== undefined;
}

/** @param {Schema[]} schemas @returns {Schema} */
function withNull(schemas) {
  const one = /** @type {Schema} */ (schemas.find(({ type }) => type !== 'null'));
  const orNull = 'enum' in one ? { enum: [...one.enum, null] } : {};
  return { ...one, type: [one.type, 'null'], ...orNull };
}
