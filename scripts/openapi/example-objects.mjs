/** The objects that the documentation of the API shows, as the API answers them. */
const TEAM_ID = '5f0c9c1e-8d0e-4b8e-9d5d-2f6a3c1b7e01';
const USER_ID = '0c7d2f7a-3f64-4c34-8a8e-6f2f6f0f9b02';
const KEY_ID = '9b1a54c2-77c4-4b5e-a3a4-1d2e3f405103';
const ADMIN_KEY_ID = 'c1a7a5b8-52b1-4f0c-8f4b-9e8d7c6b5a04';
const CREATED = '2026-11-22T10:00:00.000Z';

const settings = {
  models: ['claude-*'],
  max_budget: 50,
  budget_duration: '30d',
  budget_limits: [{ max_budget: 5, budget_duration: '1d' }],
  soft_budget: 40,
  rpm_limit: 60,
  tpm_limit: 100000,
  max_parallel_requests: 4,
  metadata: { cost_centre: 'R&D' },
};
const budget = {
  max_budget: 50,
  budget_duration: '30d',
  spent: 12.345678901,
  reserved: 0.25,
  left: 37.404321099,
  resets_at: '2026-12-22T00:00:00.000Z',
};
const spend = {
  spend: budget.spent,
  budget_reset_at: budget.resets_at,
  budgets: [
    budget,
    {
      max_budget: 5,
      budget_duration: '1d',
      spent: 1.5,
      reserved: 0.25,
      left: 3.25,
      resets_at: '2026-11-23T00:00:00.000Z',
    },
  ],
};

export const keyBody = {
  name: 'ci',
  team_id: TEAM_ID,
  user_id: USER_ID,
  duration: '90d',
  aliases: { fast: 'claude-haiku-4-5' },
  ...settings,
};

export const key = {
  id: KEY_ID,
  key_preview: 'sk-…x7Qd',
  name: 'ci',
  user_id: USER_ID,
  user_name: 'Ada',
  team_id: TEAM_ID,
  team_name: 'research',
  ...settings,
  ...spend,
  aliases: { fast: 'claude-haiku-4-5' },
  status: 'active',
  expires_at: '2027-02-20T10:00:00.000Z',
  is_blocked: false,
  revoked_at: null,
  previous_key_expires_at: null,
  created_by: 'master',
  created_at: CREATED,
  updated_at: CREATED,
};

export const newKey = { ...key, spend: 0, key: 'sk-' + '0'.repeat(43) + '…x7Qd' };

export const teamBody = { name: 'research', ...settings };
export const team = {
  id: TEAM_ID,
  name: 'research',
  ...settings,
  ...spend,
  is_blocked: false,
  created_at: CREATED,
  updated_at: CREATED,
};

export const userBody = { name: 'Ada', email: 'ada@example.com', team_id: TEAM_ID, ...settings };
export const user = {
  id: USER_ID,
  name: 'Ada',
  email: 'ada@example.com',
  team_id: TEAM_ID,
  team_name: 'research',
  ...settings,
  ...spend,
  is_blocked: false,
  created_at: CREATED,
  updated_at: CREATED,
};

export const adminKeyBody = { name: 'dashboards', role: 'viewer', duration: '90d' };
export const adminKey = {
  id: ADMIN_KEY_ID,
  key_preview: 'sk-admin-…Zk3p',
  name: 'dashboards',
  role: 'viewer',
  team_id: null,
  expires_at: '2027-02-20T10:00:00.000Z',
  revoked_at: null,
  created_by: 'master',
  created_at: CREATED,
};
export const newAdminKey = { ...adminKey, key: 'sk-admin-' + '0'.repeat(43) + '…Zk3p' };

export const auditEntry = {
  id: '42',
  actor: 'master',
  actor_role: 'owner',
  action: 'key.update',
  object_type: 'key',
  object_id: KEY_ID,
  team_id: TEAM_ID,
  changes: { rpm_limit: { from: 30, to: 60 } },
  request_id: 'req_2b1f0c5d4e3a49b8a7c6d5e4f3029180',
  created_at: CREATED,
};

const counts = {
  input_tokens: 1200,
  output_tokens: 340,
  thinking_tokens: 120,
  cache_read_tokens: 8000,
  cache_write_tokens: 500,
  cache_write_5m_tokens: 500,
  cache_write_1h_tokens: 0,
  web_search_requests: 0,
};

export const usageRecord = {
  request_id: 'req_2b1f0c5d4e3a49b8a7c6d5e4f3029180',
  attempt_id: '3d7c9a52-0f4e-4c1d-b6a8-5e4d3c2b1a05',
  attempt: 1,
  route: 'messages',
  key_id: KEY_ID,
  key_name: 'ci',
  team_id: TEAM_ID,
  team_name: 'research',
  user_id: USER_ID,
  user_name: 'Ada',
  model: 'claude-sonnet-4-6',
  upstream_model: 'claude-sonnet-4-6',
  provider: 'anthropic',
  deployment: 'sonnet-1',
  ...counts,
  web_fetch_requests: 0,
  cost_usd: 0.012975,
  is_estimated: false,
  is_suspect: false,
  result: 'completed',
  status: 200,
  error_type: null,
  error_code: null,
  stream: true,
  duration_ms: 5210,
  time_to_first_token_ms: 640,
  session_id: null,
  created_at: CREATED,
  served_model: null,
  is_notional: false,
};

export const usageRequest = {
  request_id: usageRecord.request_id,
  created_at: CREATED,
  duration_ms: 5210,
  result: 'completed',
  status: 200,
  cost_usd: 0.012975,
  attempts: [
    {
      ...usageRecord,
      cost_breakdown: {
        input: 0.0036,
        cache_read: 0.0024,
        cache_write_5m: 0.001875,
        cache_write_1h: 0,
        output: 0.0051,
        web_search: 0,
        is_exact: true,
      },
      price_source: 'list',
    },
  ],
};

const sums = {
  requests: 12,
  attempts: 13,
  failures: 1,
  errors: 1,
  refusals: 0,
  cancellations: 0,
  failed_requests: 0,
  error_rate: 0,
  mean_duration_ms: 4870,
  mean_time_to_first_token_ms: 610,
  ...counts,
  cache_read_share: 0.8247,
  cost_usd: 0.1557,
  notional_cost_usd: 0,
  unpriced: 0,
};
export const usageSummary = {
  from: '2026-11-15T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  group_by: ['key', 'model'],
  data: [{ key_id: KEY_ID, key_name: 'ci', key_preview: 'sk-…x7Qd', model: 'claude-sonnet-4-6', ...sums }],
  totals: sums,
  truncated: false,
};

const MODEL_ID = '7e2d4c6b-1a3f-4e5d-8c9b-0a1b2c3d4e06';
const ofModel = {
  model_name: 'sonnet',
  model: 'anthropic/claude-sonnet-4-6',
  auth: 'api_key',
  api_base: 'https://api.anthropic.com',
  weight: 1,
  order: 1,
  rpm: 60,
  tpm: 100000,
  timeout: 600,
  max_tokens: 8192,
  drop_params: true,
  input_cost_per_token: 0.000003,
};
export const modelBody = {
  ...ofModel,
  api_key: 'sk-ant-api03-EXAMPLE',
  extra_headers: { 'x-team': 'research' },
};
const standing = {
  health: 'available',
  reason: null,
  until: null,
  error: null,
  in_flight: 2,
  requests_last_minute: 31,
  tokens_last_minute: 52100,
  successes_last_minute: 29,
  failures_last_minute: 0,
  time_to_first_token_ms: 640,
  duration_ms: 5210,
  requests_left: 29,
  tokens_left: 47900,
  upstream_limits: [
    {
      name: 'requests',
      limit: 4000,
      remaining: 3969,
      resets_at: '2026-11-22T10:00:01.000Z',
      status: null,
      utilization: null,
    },
  ],
};
export const model = {
  id: MODEL_ID,
  source: 'database',
  ...ofModel,
  provider: 'anthropic',
  credential_preview: '…x7Qd',
  extra_header_names: ['x-team'],
  output_cost_per_token: null,
  cache_creation_input_token_cost: null,
  cache_creation_input_token_cost_above_1hr: null,
  cache_read_input_token_cost: null,
  is_paused: false,
  health: 'available',
  problem: null,
  status: { ...standing, models: [] },
  created_by: 'master',
  created_at: CREATED,
  updated_at: CREATED,
};
export const modelTest = {
  ok: true,
  status: 200,
  latency_ms: 712,
  model: 'claude-sonnet-4-6',
  error_type: null,
  message: null,
};

/** @param {object} item */
export const session = {
  id: '7d8e9fa0-b1c2-4d3e-8f90-a1b2c3d4e505',
  actor: ADMIN_KEY_ID,
  role: 'team_admin',
  name: 'Research lead',
  team_id: TEAM_ID,
  team_name: 'research',
  is_open: false,
  csrf_token: '…',
  created_at: CREATED,
  expires_at: '2026-11-22T22:00:00.000Z',
};

export const attentionItem = {
  kind: 'key_near_budget',
  severity: 'warning',
  subject: { type: 'key', id: KEY_ID, name: 'ci' },
  message: 'The budget of the key "ci" is used to 86 %.',
  details: { ...budget, spent: 43.1, reserved: 0.25, left: 6.65, share: 0.867 },
};

export const settingsPage = {
  version: '0.1.0',
  node_version: 'v22.21.1',
  started_at: CREATED,
  host: '0.0.0.0',
  port: 4000,
  is_open: false,
  config_file: '/etc/tollgate/config.yaml',
  config: {
    model_list: [],
    router_settings: { routing_strategy: 'simple-shuffle', num_retries: 2 },
    litellm_settings: { drop_params: false, request_timeout: 600 },
    general_settings: { master_key: 'set', database_url: 'set' },
  },
  database: {
    kind: 'postgresql',
    status: 'up',
    latency_ms: 1.4,
    migrations: { applied: 3, latest: '20261122201500_console' },
  },
  redis: { status: 'up', replicas: 2 },
  journal: {
    status: 'up',
    backlog_records: 0,
    backlog_bytes: 0,
    oldest_at: null,
    open_attempts: 3,
    is_writable: true,
  },
  replicas: 2,
  warnings: [],
  features: { console: true, shared_state: true, telemetry: false, session_affinity: true },
};

export const listOf = (item) => ({ data: [item], has_more: false, next_cursor: null });

export const chatRequest = { model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'Hello' }] };
export const chatAnswer = {
  id: 'chatcmpl-2b1f0c5d4e3a49b8a7c6d5e4f3029180',
  object: 'chat.completion',
  created: 1795341600,
  model: 'claude-sonnet-4-6',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Hello! How can I help?' }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 8, completion_tokens: 10, total_tokens: 18 },
};
export const messagesRequest = { ...chatRequest, max_tokens: 1024 };
export const messagesAnswer = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'Hello! How can I help?' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 8, output_tokens: 10 },
};
export const modelItem = { id: 'claude-sonnet-4-6', object: 'model', created: 0, owned_by: 'anthropic' };
