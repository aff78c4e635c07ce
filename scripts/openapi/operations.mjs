import * as example from './example-objects.mjs';

/**
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} summary
 * @property {string} [description]
 * @property {unknown} [request] an example of the body
 * @property {unknown} [answer] an example of the answer
 * @property {number} [status] of the answer; 200 when it is not said
 * @property {string[]} [otherTypes] content types of the answer besides JSON
 */

const IDEMPOTENT = 'With an `Idempotency-Key` the same call, sent again within a day, is answered as before.';

/** What people should know of each route that is not in its code. @type {Record<string, Operation>} */
export const OPERATIONS = {
  ...subject({ path: 'keys', one: 'key', body: example.keyBody, item: example.key, made: example.newKey }),
  'POST /admin/keys': {
    id: 'createKey',
    summary: 'Make a key',
    description: `The \`key\` itself is in this answer and nowhere else. ${IDEMPOTENT}`,
    request: example.keyBody,
    answer: example.newKey,
    status: 201,
  },
  'DELETE /admin/keys/{id}': {
    id: 'revokeKey',
    summary: 'Revoke a key for ever',
    description: 'It stops working at once; its row stays, so that its usage keeps a name.',
    answer: { ...example.key, status: 'revoked', revoked_at: '2026-11-22T11:00:00.000Z' },
  },
  'POST /admin/keys/{id}/rotate': {
    id: 'rotateKey',
    summary: 'Give a key a new secret',
    description: `With a \`grace_period\` the old secret works for so long beside the new one. ${IDEMPOTENT}`,
    request: { grace_period: '1h' },
    answer: { ...example.newKey, previous_key_expires_at: '2026-11-22T12:00:00.000Z' },
  },
  ...subject({ path: 'teams', one: 'team', body: example.teamBody, item: example.team }),
  ...subject({ path: 'users', one: 'user', body: example.userBody, item: example.user }),
  'POST /admin/admin-keys': {
    id: 'createAdminKey',
    summary: 'Make a credential for the admin API',
    description: `The \`key\` itself is in this answer and nowhere else. ${IDEMPOTENT}`,
    request: example.adminKeyBody,
    answer: example.newAdminKey,
    status: 201,
  },
  'GET /admin/admin-keys': {
    id: 'listAdminKeys',
    summary: 'List admin keys, the newest first',
    answer: example.listOf(example.adminKey),
  },
  'DELETE /admin/admin-keys/{id}': {
    id: 'revokeAdminKey',
    summary: 'Revoke an admin key for ever',
    answer: { ...example.adminKey, revoked_at: '2026-11-22T11:00:00.000Z' },
  },
  'GET /admin/audit': {
    id: 'listAuditEntries',
    summary: 'Who changed what, when; the newest first',
    answer: example.listOf(example.auditEntry),
  },
  'GET /admin/usage': {
    id: 'listUsage',
    summary: 'Attempts and refusals, the newest first',
    description:
      'One record for each attempt upstream. `from` is included, `to` is not; a date alone is a whole UTC day. With `format=csv`, or `Accept: text/csv`, every record that matches comes as a file. A search for what few records have may answer with fewer than `limit` and go on at `next_cursor`. `cost_usd` is null where the price is not known. A record is here within a second or so of its request.',
    answer: example.listOf(example.usageRecord),
    otherTypes: ['text/csv'],
  },
  'GET /admin/usage/summary': {
    id: 'summarizeUsage',
    summary: 'Sums of usage',
    description:
      'Of whole UTC days: `from` and `to` in the answer are the ones that were summed up, without `to` itself; by default those of the last 30 days. The dearest groups come first, days in their order. `truncated` says that groups were left off; `totals` are of all.',
    answer: example.usageSummary,
  },
  'POST /v1/chat/completions': {
    id: 'createChatCompletion',
    summary: 'OpenAI’s Chat Completions',
    description: 'With `stream: true` the answer is server-sent events.',
    request: example.chatRequest,
    answer: example.chatAnswer,
    otherTypes: ['text/event-stream'],
  },
  'POST /v1/messages': {
    id: 'createMessage',
    summary: 'Anthropic’s Messages, passed through',
    description: 'With `stream: true` the answer is server-sent events.',
    request: example.messagesRequest,
    answer: example.messagesAnswer,
    otherTypes: ['text/event-stream'],
  },
  'POST /v1/messages/count_tokens': {
    id: 'countTokens',
    summary: 'Anthropic’s token counting, passed through',
    request: example.chatRequest,
    answer: { input_tokens: 8 },
  },
  'GET /v1/models': {
    id: 'listModels',
    summary: 'The models that the caller may use',
    answer: { object: 'list', data: [example.modelItem] },
  },
  'GET /v1/models/{id}': { id: 'findModel', summary: 'One of them', answer: example.modelItem },
  'GET /health/live': { id: 'isLive', summary: 'Whether the gateway runs', answer: { status: 'ok' } },
  'GET /health/ready': {
    id: 'isReady',
    summary: 'Whether it can serve',
    answer: { status: 'ok', database: 'connected' },
  },
};

/** Routes that are another name of one above, or this documentation. */
export const UNDOCUMENTED = [
  'POST /chat/completions',
  'GET /models',
  'GET /models/{id}',
  'GET /health/liveliness',
  'GET /health/liveness',
  'GET /health/readiness',
  'HEAD /',
  'GET /docs',
  'GET /docs/json',
  'GET /docs/assets/{name}',
];

/**
 * The routes that keys, teams and users have alike.
 *
 * @param {{ path: string, one: string, body: object, item: object, made?: object }} subject
 * @returns {Record<string, Operation>}
 */
function subject({ path, one, body, item, made = item }) {
  const name = `${one.charAt(0).toUpperCase()}${one.slice(1)}`;
  return {
    [`POST /admin/${path}`]: {
      id: `create${name}`,
      summary: `Make a ${one}`,
      description: IDEMPOTENT,
      request: body,
      answer: made,
      status: 201,
    },
    [`GET /admin/${path}`]: {
      id: `list${name}s`,
      summary: `List ${path}, the newest first`,
      answer: { data: [item], has_more: false, next_cursor: null },
    },
    [`GET /admin/${path}/{id}`]: {
      id: `find${name}`,
      summary: `Read a ${one} with its current spend`,
      answer: item,
    },
    [`PATCH /admin/${path}/{id}`]: {
      id: `update${name}`,
      summary: `Change a ${one}`,
      description: 'What is left out stays; null resets a field. It holds within a second.',
      request: { rpm_limit: 60, soft_budget: null },
      answer: { ...item, soft_budget: null },
    },
    [`DELETE /admin/${path}/{id}`]: {
      id: `delete${name}`,
      summary: `Delete a ${one}`,
      description: `A 409 while anything belongs to it. Answers with what it was.`,
      answer: item,
    },
    [`POST /admin/${path}/{id}/block`]: {
      id: `block${name}`,
      summary: `Refuse a ${one} until it is unblocked`,
      answer: { ...item, is_blocked: true, ...('status' in item ? { status: 'blocked' } : {}) },
    },
    [`POST /admin/${path}/{id}/unblock`]: {
      id: `unblock${name}`,
      summary: `Let a blocked ${one} in again`,
      answer: item,
    },
  };
}
