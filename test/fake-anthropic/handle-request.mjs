// @ts-check
import { ApiError, errorEnvelope, invalidRequest } from './api-error.mjs';
import { answerHeaders } from './answers/answer-headers.mjs';
import { deliverAnswer } from './answers/deliver-answer.mjs';
import { errorOf, isPlainBody, planBody, planMessagesAnswer } from './answers/plan-answer.mjs';
import { countInputTokens } from './count-input-tokens.mjs';
import { betasOf, checkClaudeCodeIdentity, checkCredential } from './credentials.mjs';
import { Exchange } from './exchange.mjs';
import { listModels, readModel } from './models-list.mjs';
import { newId } from './new-id.mjs';
import { MAX_BODY_BYTES, readBody } from './read-body.mjs';
import { validateCountTokensRequest, validateMessagesRequest } from './validate-request.mjs';

/** @typedef {import('./answers/plan-answer.mjs').AnswerPlan} AnswerPlan */
/** @typedef {import('./start-fake-anthropic.mjs').AnswerSpec} AnswerSpec */
/** @typedef {import('./start-fake-anthropic.mjs').FakeRequest} FakeRequest */
/** @typedef {import('./start-fake-anthropic.mjs').FakeRoute} FakeRoute */
/** @typedef {'api_key' | 'oauth'} Credential */
/** @typedef {{ request: FakeRequest, credential: Credential, parameter: string }} CheckedRequest */

const VERSIONS = ['2023-06-01', '2026-10-21'];

/**
 * @typedef {object} FakeState
 * @property {import('./request-log.mjs').RequestLog} log
 * @property {import('./answer-queue.mjs').AnswerQueue} queue
 * @property {import('./credentials.mjs').AcceptedCredentials} accepted
 */

/**
 * @typedef {object} RouteEntry
 * @property {FakeRoute} route
 * @property {RegExp} path
 * @property {string} method
 * @property {(checked: CheckedRequest) => void} check refuses what the API would refuse
 * @property {(checked: CheckedRequest, spec: AnswerSpec, requestId: string) => AnswerPlan} plan
 */

/** @type {ReadonlyArray<RouteEntry>} */
const ROUTES = [
  {
    route: 'messages',
    path: /^\/v1\/messages$/,
    method: 'POST',
    check: checkMessages,
    plan: ({ request }, spec, requestId) => planMessagesAnswer(request, spec, requestId),
  },
  {
    route: 'count_tokens',
    path: /^\/v1\/messages\/count_tokens$/,
    method: 'POST',
    check: ({ request }) => validateCountTokensRequest(checkedBody(request), headersOf(request)),
    plan: withAnswer(({ request }) => ({ input_tokens: countInputTokens(request.rawBody) })),
  },
  {
    route: 'models',
    path: /^\/v1\/models$/,
    method: 'GET',
    check: () => undefined,
    plan: withAnswer(({ request }) => listModels(request.query)),
  },
  {
    route: 'model',
    path: /^\/v1\/models\/([^/]+)$/,
    method: 'GET',
    check: () => undefined,
    plan: withAnswer(({ parameter }) => readModel(parameter)),
  },
];

/** @param {(checked: CheckedRequest) => import('./start-fake-anthropic.mjs').JsonObject} answer @returns {RouteEntry['plan']} */
function withAnswer(answer) {
  return (checked, spec, requestId) =>
    planBody(isPlainBody(spec) ? (spec.body ?? errorOf(spec, requestId)) : answer(checked), spec);
}

/** Receives one request, judges it, and answers it. @param {import('node:http').IncomingMessage} message @param {import('node:http').ServerResponse} response @param {FakeState} state */
export async function handleRequest(message, response, state) {
  const exchange = new Exchange(message, response, state.log);
  const { rawBody, bytes } = await readBody(message);
  const request = exchange.receive(rawBody);
  const requestId = newId('req_011C');
  const { plan, credential } = decide(request, bytes, requestId, state);
  await deliverAnswer(exchange, plan, answerHeaders(plan, { requestId, credential }));
}

/** @param {FakeRequest} request @param {number} bytes @param {string} requestId @param {FakeState} state @returns {{ plan: AnswerPlan, credential?: Credential }} */
function decide(request, bytes, requestId, { queue, accepted }) {
  /** @type {Credential | undefined} */
  let credential;
  try {
    const { entry, parameter } = findRoute(request);
    credential = checkCredential(request, accepted);
    checkTransport(request, bytes);
    const checked = { request, credential, parameter };
    entry.check(checked);
    return { plan: entry.plan(checked, queue.take(entry.route, request), requestId), credential };
  } catch (error) {
    const refusal =
      error instanceof ApiError ? error : new ApiError(500, `The fake failed: ${String(error)}`);
    const allow = refusal.status === 405 ? { headers: { allow: allowedMethod(request.path) } } : {};
    return {
      plan: planBody(errorEnvelope(refusal, requestId), { status: refusal.status, ...allow }),
      credential,
    };
  }
}

/** @param {FakeRequest} request */
function findRoute({ method, path }) {
  const entry = ROUTES.find((candidate) => candidate.path.test(path));
  if (!entry) throw new ApiError(404, 'Not found');
  if (entry.method !== method) throw new ApiError(405);
  return { entry, parameter: decodeURIComponent(entry.path.exec(path)?.[1] ?? '') };
}

/** @param {string} path */
function allowedMethod(path) {
  return ROUTES.find((candidate) => candidate.path.test(path))?.method ?? null;
}

/** @param {FakeRequest} request @param {number} bytes */
function checkTransport({ headers, method }, bytes) {
  const version = headers['anthropic-version'];
  if (version === undefined) throw invalidRequest('anthropic-version: header is required');
  if (!VERSIONS.includes(version))
    throw invalidRequest(`anthropic-version: "${version}" is not a valid version`);
  if (method !== 'POST') return;
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw invalidRequest('content-type: must be application/json');
  }
  if (bytes > MAX_BODY_BYTES) throw new ApiError(413);
}

/** @param {CheckedRequest} checked */
function checkMessages({ request, credential }) {
  const body = checkedBody(request);
  validateMessagesRequest(body, headersOf(request));
  if (credential === 'oauth') checkClaudeCodeIdentity(body);
}

/** The headers that decide which fields a body may have. @param {FakeRequest} request */
function headersOf({ headers }) {
  return { version: headers['anthropic-version'] ?? '', betas: betasOf(headers) };
}

/** @param {FakeRequest} request */
function checkedBody({ body }) {
  if (body === undefined) throw invalidRequest('The request body is not valid JSON.');
  if (typeof body !== 'object' || body === null)
    throw invalidRequest('body: Input should be a valid dictionary');
  return body;
}
