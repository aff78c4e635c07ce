import { ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { readAnswerTypes } from './answer-schemas.mjs';
import { fieldsOf, schemaOf } from './dto-schemas.mjs';
import { OPERATIONS, UNDOCUMENTED } from './operations.mjs';
import { schemaOfExample } from './example-schema.mjs';

/** @typedef {{ audience: readonly string[], body?: Function, query?: Function, answer?: Record<string, any> }} Handler */

const TAGS = /** @type {[RegExp, string][]} */ ([
  [/^\/admin\/admin-keys/, 'Admin keys'],
  [/^\/admin\/keys/, 'Keys'],
  [/^\/admin\/teams/, 'Teams'],
  [/^\/admin\/users/, 'Users'],
  [/^\/admin\/models/, 'Models'],
  [/^\/admin\/secret/, 'Secret'],
  [/^\/admin\/usage/, 'Usage'],
  [/^\/admin\/audit/, 'Audit'],
  [/^\/admin\/session/, 'Session'],
  [/^\/admin\/(attention|settings)/, 'Overview'],
  [/^\/v1/, 'LLM API'],
  [/^\/health/, 'Health'],
]);

const ERROR = {
  error: {
    message: '"rpm_limit" must be a whole number.',
    type: 'invalid_request_error',
    param: 'rpm_limit',
    code: null,
  },
};

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'param', 'code'],
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: { type: ['string', 'null'] },
        code: { type: ['string', 'null'] },
        details: {
          type: 'array',
          items: {
            type: 'object',
            required: ['param', 'message'],
            properties: { param: { type: 'string' }, message: { type: 'string' } },
          },
          description: 'Each problem, when several fields are at fault.',
        },
      },
    },
  },
};

/**
 * The OpenAPI document of an application: its routes as the router has them, the bodies and queries as their DTOs are
 * checked, whom they are for as the guards have it, and texts and examples from operations.mjs. Throws an Error when a
 * route is not described, or something is that is no route.
 *
 * @param {{ app: any, version: string, audienceOf: (controller: object, handler: object) => readonly string[] | undefined }} options
 */
export function buildDocument({ app, version, audienceOf }) {
  const skeleton = SwaggerModule.createDocument(app, baseDocument(version), {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const answers = readAnswerTypes();
  const handlers = handlersOf(app, audienceOf);
  const described = new Set();
  const paths = {};
  for (const [path, item] of Object.entries(skeleton.paths).sort(([one], [other]) =>
    one.localeCompare(other),
  )) {
    for (const [method, operation] of Object.entries(item)) {
      const route = `${method.toUpperCase()} ${wildcardOf(path)}`;
      if (UNDOCUMENTED.includes(route)) continue;
      const words = OPERATIONS[route];
      if (words === undefined)
        throw new Error(`The route ${route} is not described in scripts/openapi/operations.mjs.`);
      described.add(route);
      const name = withoutVersion(operation.operationId);
      const handler = { ...handlers.get(name), answer: answerSchema(answers, path, name) };
      paths[wildcardOf(path)] ??= {};
      paths[wildcardOf(path)][method] = describeOperation({ path: wildcardOf(path), words, handler });
    }
  }
  const gone = Object.keys(OPERATIONS).filter((route) => !described.has(route));
  if (gone.length > 0) throw new Error(`These are described and are no routes: ${gone.join(', ')}.`);
  return {
    ...skeleton,
    paths,
    components: { ...skeleton.components, schemas: { ...answers.components, Error: ERROR_SCHEMA } },
  };
}

function baseDocument(version) {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tollgate')
    .setDescription(
      'A self-hosted LLM gateway. The LLM API takes virtual keys, the admin API the master key or an admin key. Money is in US dollars, times are UTC, lists are paged by `cursor`.',
    )
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth(
      { type: 'http', description: 'The master key, or an admin key', bearerFormat: undefined },
      'admin',
    )
    .addBearerAuth(
      { type: 'http', description: 'A virtual key, or the master key', bearerFormat: undefined },
      'virtual_key',
    )
    .addCookieAuth(
      'tollgate_session',
      {
        type: 'apiKey',
        in: 'cookie',
        description: 'A session of the console; what changes something needs `x-tollgate-csrf-token` too',
      },
      'session',
    )
    .build();
}

/** @returns {Map<string, Handler>} */
function handlersOf(app, audienceOf) {
  const controllers = app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .map(({ metatype }) => metatype);
  return new Map(
    controllers.flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype).map((name) => [
        `${controller.name}.${name}`,
        handlerOf(controller, name, audienceOf),
      ]),
    ),
  );
}

function handlerOf(controller, name, audienceOf) {
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype, name) ?? [];
  const given = Object.entries(Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {});
  const typeOf = (kind) => {
    const found = given.find(([key, { data }]) => key.startsWith(`${kind}:`) && data === undefined);
    const type = found && types[found[1].index];
    return type === Object ? undefined : type;
  };
  return {
    audience: audienceOf(controller, controller.prototype[name]) ?? [],
    body: typeOf(RouteParamtypes.BODY),
    query: typeOf(RouteParamtypes.QUERY),
  };
}

function describeOperation({ path, words, handler }) {
  const { id, summary, description, request, answer, status = 200, otherTypes = [] } = words;
  const isAdmin = path.startsWith('/admin/');
  const isForRoles = isAdmin && !['public', 'session'].some((member) => handler.audience.includes(member));
  const roles = isForRoles ? `For the roles ${handler.audience.join(', ')}.` : undefined;
  const types = ['application/json', ...otherTypes];
  const content = types.map((type) => [
    type,
    type === 'application/json' ? example(answer, handler.answer) : { schema: { type: 'string' } },
  ]);
  return {
    operationId: id,
    tags: [TAGS.find(([pattern]) => pattern.test(path))?.[1] ?? 'Other'],
    summary,
    ...([description, roles].some(Boolean)
      ? { description: [description, roles].filter(Boolean).join('\n\n') }
      : {}),
    ...securityOf(path, handler),
    parameters: [...pathParameters(path), ...(isAdmin ? queryParameters(handler.query) : [])],
    ...(request === undefined
      ? {}
      : { requestBody: requestBody(request, isAdmin ? handler.body : undefined) }),
    responses: {
      [status]: {
        description: 'Done',
        ...(answer === undefined ? {} : { content: Object.fromEntries(content) }),
      },
      ...(path.startsWith('/health') ? {} : { default: errorResponse() }),
    },
  };
}

function securityOf(path, { audience }) {
  if (audience.includes('public')) return {};
  if (audience.includes('session')) return { security: [{ session: [] }] };
  return { security: [{ [path.startsWith('/admin/') ? 'admin' : 'virtual_key']: [] }, { session: [] }] };
}

function pathParameters(path) {
  return [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    // Models are named by callers, and deployments of the configuration by their operator.
    schema: /^\/admin\/(?!models)/.test(path) ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }));
}

function queryParameters(dto) {
  if (dto === undefined) return [];
  return fieldsOf(dto).map(({ name, isRequired, schema: { description, ...schema } }) => ({
    name,
    in: 'query',
    required: isRequired,
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function requestBody(request, dto) {
  const schema = dto === undefined ? { type: 'object', additionalProperties: true } : schemaOf(dto);
  return { content: { 'application/json': { schema, example: request } } };
}

function example(answer, schema = schemaOfExample(answer)) {
  return { schema, example: answer };
}

/** The LLM API's answers are upstream's own. */
function answerSchema(answers, path, handlerName) {
  const [controller, method] = handlerName.split('.');
  return path.startsWith('/admin/') ? answers.schemaOfAnswer(controller, method) : undefined;
}

function errorResponse() {
  return {
    description: 'What was wrong, and where',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, example: ERROR } },
  };
}

/** Nest's wildcard is the id of a model, which may hold slashes. */
function wildcardOf(path) {
  return path.replace(/\*\w*$/, '{id}').replace(/{path}$|{\*}$/, '{id}');
}

function withoutVersion(operationId) {
  return operationId.replace(/\[\d+]$/, '').replace(/_\d+$/, '');
}
