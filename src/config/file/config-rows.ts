import { UPSTREAM_AUTHS } from '../gateway-config.js';
import { apiBase } from '../values/address-kinds.js';
import { drainSeconds } from '../values/drain-seconds.js';
import { modelReference } from '../values/model-reference.js';
import { retentionPeriod } from '../values/retention-period.js';
import { routingStrategy } from '../values/routing-strategy.js';
import { number, oneOf, seconds, text, toggle, wholeNumber } from '../values/scalar-kinds.js';
import { credential, databaseUrl, masterKey } from '../values/secret-kinds.js';
import { workerCount } from '../values/worker-count.js';
import { readAliases } from './read-aliases.js';
import { readExtraHeaders } from './read-extra-headers.js';
import { readFallbacks } from './read-fallbacks.js';
import { readPrivateUpstreams } from './read-private-upstreams.js';
import { readRoutingGroups } from './read-routing-groups.js';
import { anyNode, listOf, neverEmpty, scalar } from './value-readers.js';

/** The keys of config.yaml, section by section. A key that is in none of these tables is a warning. */
export const ROOT_ROWS = {
  model_list: anyNode,
  router_settings: anyNode,
  litellm_settings: anyNode,
  general_settings: anyNode,
};

const count = (example: string) => scalar(wholeNumber({ least: 0, example }));
const limit = (example: string) => scalar(wholeNumber({ least: 1, example }));
const duration = scalar(seconds({ least: 0.001, example: '600' }));
const dollarsPerToken = scalar(number({ least: 0, most: 1, example: '0.000003' }));

const PRICE_ROWS = {
  input_cost_per_token: dollarsPerToken,
  output_cost_per_token: dollarsPerToken,
  cache_creation_input_token_cost: dollarsPerToken,
  cache_creation_input_token_cost_above_1hr: dollarsPerToken,
  cache_read_input_token_cost: dollarsPerToken,
};

export const PRICE_KEYS = Object.keys(PRICE_ROWS) as (keyof typeof PRICE_ROWS)[];

export const MODEL_ROWS = {
  model_name: scalar(text),
  litellm_params: anyNode,
  params: anyNode,
  model_info: anyNode,
};

export const PARAMS_ROWS = {
  model: scalar(modelReference),
  auth: scalar(oneOf(UPSTREAM_AUTHS)),
  api_key: scalar(credential),
  api_base: scalar(apiBase),
  rpm: limit('60'),
  tpm: limit('100000'),
  weight: scalar(number({ least: 0, example: '1' })),
  order: count('1'),
  timeout: duration,
  extra_headers: readExtraHeaders,
  max_tokens: limit('4096'),
  drop_params: scalar(toggle),
  ...PRICE_ROWS,
};

export const MODEL_INFO_ROWS = { id: scalar(text), ...PRICE_ROWS };

/** LiteLLM takes these in `litellm_settings` too; `router_settings` wins. */
const RELIABILITY_ROWS = {
  num_retries: scalar(wholeNumber({ least: 0, most: 100, example: '2' })),
  allowed_fails: count('3'),
  cooldown_time: scalar(seconds({ least: 0, example: '30' })),
  fallbacks: readFallbacks,
  default_fallbacks: listOf(text),
  context_window_fallbacks: readFallbacks,
  content_policy_fallbacks: readFallbacks,
};

export const ROUTER_ROWS = {
  ...RELIABILITY_ROWS,
  routing_strategy: scalar(routingStrategy),
  routing_groups: readRoutingGroups,
  session_affinity: scalar(toggle),
  disable_cooldowns: scalar(toggle),
  optional_pre_call_checks: listOf(text),
  model_group_alias: readAliases,
  timeout: duration,
};

export const LITELLM_ROWS = { ...RELIABILITY_ROWS, drop_params: scalar(toggle), request_timeout: duration };

export const GENERAL_ROWS = {
  master_key: neverEmpty(masterKey),
  database_url: scalar(databaseUrl),
  allow_private_upstreams: readPrivateUpstreams,
  allow_replicas_without_redis: scalar(toggle),
  disable_admin_ui: scalar(toggle),
  drain_seconds: scalar(drainSeconds),
  drain_notice_seconds: scalar(drainSeconds),
  maximum_spend_logs_retention_period: scalar(retentionPeriod),
  maximum_spend_logs_retention_interval: anyNode,
  num_workers: scalar(workerCount),
};
