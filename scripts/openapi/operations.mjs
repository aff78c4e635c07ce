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
  'POST /admin/session': {
    id: 'signIn',
    summary: 'Sign in to the console',
    description:
      'With the master key or an admin key; on an open gateway without one. The answer sets the cookie `tollgate_session`, for 12 hours at most and an hour without a use. Whatever changes something then carries `csrf_token` as `x-tollgate-csrf-token`. After ten wrong keys in a minute from one address, a 429.',
    request: { key: 'sk-admin-…' },
    answer: example.session,
  },
  'GET /admin/session': {
    id: 'findSession',
    summary: 'Read who is signed in',
    description:
      'A 401 with the code `no_session` when nobody is. A request with a key of its own has no session.',
    answer: example.session,
  },
  'DELETE /admin/session': {
    id: 'signOut',
    summary: 'Sign out, on all replicas at once',
    status: 204,
  },
  'GET /admin/attention': {
    id: 'listAttention',
    summary: 'List what should be looked at, the critical first',
    description:
      'Keys, teams and users with 80 % or more of a budget spent or held, critical from 100 % on (of each kind the 100 that are nearest, by the sums that the database has); deployments that take no calls; models without a price; models that Anthropic retires within 60 days. Team admins see budgets of their team alone.',
    answer: { data: [example.attentionItem] },
  },
  'GET /admin/settings': {
    id: 'findSettings',
    summary: 'Read what is configured and how everything is',
    description: 'Names are those of the configuration file. Of secrets it says only that they are `set`.',
    answer: example.settingsPage,
  },
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
  'POST /admin/models': {
    id: 'createModel',
    summary: 'Add a deployment',
    description: `It is called from the next request on. An entry of the configuration file's \`model_list\` is taken as it is, with \`litellm_params\` and \`model_info\`. The credential is sealed and in no answer. ${IDEMPOTENT}`,
    request: example.modelBody,
    answer: { ...example.model, warnings: [] },
    status: 201,
  },
  'GET /admin/models': {
    id: 'listModelDeployments',
    summary: 'List deployments with how they are',
    description:
      'Those of the database, the newest first, then those of the configuration. `status` counts what happened in the last minute; it is null while a deployment takes no calls. `search` finds parts of name, model, id and address.',
    answer: example.listOf(example.model),
  },
  'GET /admin/models/{id}': {
    id: 'findModelDeployment',
    summary: 'Read a deployment with how it is',
    answer: example.model,
  },
  'PATCH /admin/models/{id}': {
    id: 'updateModel',
    summary: 'Change a deployment',
    description:
      'What is left out stays; null resets a field. Who changes where the credential goes (`api_base`, the provider, `auth`) has to send it again. Deployments of the configuration are changed there (409).',
    request: { rpm: 120, timeout: null },
    answer: { ...example.model, rpm: 120, timeout: null, warnings: [] },
  },
  'DELETE /admin/models/{id}': {
    id: 'deleteModel',
    summary: 'Remove a deployment',
    description: 'Its credential is forgotten. Answers with what it was.',
    answer: { ...example.model, status: null },
  },
  'POST /admin/models/test': {
    id: 'testNewModel',
    summary: 'Test a deployment before it is added',
    description:
      'As the test of one that is there. A wildcard needs `test_model`, one of the names that it stands for.',
    request: example.modelBody,
    answer: example.modelTest,
  },
  'POST /admin/models/{id}/test': {
    id: 'testModel',
    summary: 'Ask a deployment for one token',
    description:
      'A failure is an answer too: `ok` is false. A deployment that answers takes calls again, whatever kept it from that. A wildcard needs `model`, one of the names that it stands for. Takes 15 s at most.',
    request: {},
    answer: example.modelTest,
  },
  'POST /admin/models/{id}/pause': {
    id: 'pauseModel',
    summary: 'Give a deployment no calls until it is resumed',
    answer: { ...example.model, is_paused: true, health: 'paused', status: null },
  },
  'POST /admin/models/{id}/resume': {
    id: 'resumeModel',
    summary: 'Give a paused deployment calls again',
    answer: example.model,
  },
  'POST /admin/secret/reseal': {
    id: 'resealSecrets',
    summary: 'Seal every stored credential with the present secret',
    description:
      'For when TOLLGATE_SECRET has changed, with the one before as TOLLGATE_SECRET_PREVIOUS. Can be done again at any time.',
    answer: { resealed: 3, already_current: 0, unreadable: 0 },
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
      'One record for each attempt upstream. `from` is included, `to` is not; a date alone is a whole UTC day. With `format=csv`, or `Accept: text/csv`, every record that matches comes as a file. A search for what few records have may answer with fewer than `limit` and go on at `next_cursor`. `cost_usd` is null where the price is not known; where `is_notional`, the caller’s own plan paid. `served_model` is the fallback that was tried, null for the name that was asked for. All attempts of a request have its `request_id`. `min_cost_usd` leaves out what cost less, and what has no known cost. A record is here within a second or so of its request.',
    answer: example.listOf(example.usageRecord),
    otherTypes: ['text/csv'],
  },
  'GET /admin/usage/requests/{request_id}': {
    id: 'findUsageRequest',
    summary: 'One request with all that was tried for it',
    description:
      'Its attempts and refusals, the first one first. `cost_breakdown` is what the tokens cost at the prices of today, those of the deployment (`price_source`) or of the list; `is_exact` is false where its sum is not the cost that was recorded, because prices have changed since. It is null for what has no price or was refused.',
    answer: example.usageRequest,
  },
  'GET /admin/usage/summary': {
    id: 'summarizeUsage',
    summary: 'Sums of usage',
    description:
      'Of whole UTC days: `from` and `to` in the answer are the ones that were summed up, without `to` itself; by default those of the last 30 days. With `hour` in `group_by` it is hours, by default the last 24, and at most 35 days back. The dearest groups come first, days and hours in their order. `truncated` says that groups were left off; `totals` are of all. A request counts where its first attempt does; `attempts` are all records, `failures` those that failed or were refused, which `errors` and `refusals` tell apart. `failed_requests` are those that no attempt, refusal or departure of the caller ended, and `error_rate` is their share of all; where the attempts of a request are in different groups, as by provider, look at `errors` instead. `mean_duration_ms` is of completed attempts, `mean_time_to_first_token_ms` of those that had a first token; null without any. `cache_read_share` is the part of all input that came from the cache, null without any input. `notional_cost_usd` is the part of `cost_usd` that callers’ own plans paid for.',
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

/** Routes that are another name of one above, this documentation, or no JSON. */
export const UNDOCUMENTED = [
  'GET /',
  'GET /ui',
  'GET /ui/{id}',
  'POST /chat/completions',
  'GET /models',
  'GET /models/{id}',
  'GET /health/liveliness',
  'GET /health/liveness',
  'GET /health/readiness',
  'HEAD /',
  'GET /metrics',
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
      summary: `List ${path}, the newest first unless it is said otherwise`,
      description:
        '`search` finds parts of names, of keys also by their preview and their user (three letters or more), of users also by their e-mail address. `total` counts what fits; it is null above 100000, and above 10000 with a filter or a search.',
      answer: { data: [item], has_more: false, next_cursor: null, total: 1 },
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
