import { PRICE_KEYS } from '../../config/file/config-rows.js';
import type {
  DeploymentConfig,
  FallbackChains,
  GatewayConfig,
  ModelAlias,
  RoutingConfig,
} from '../../config/gateway-config.js';

/** Stands where a secret is set. */
const SET = 'set';

/** The settings that hold, under the names of a configuration file; of secrets whether they are set. */
export function configAnswer(config: GatewayConfig) {
  const { deployments, routing, dropParams, requestTimeoutMs, drainMs, drainNoticeMs } = config;
  return {
    model_list: deployments.map(modelEntry),
    router_settings: routerSettings(routing),
    litellm_settings: { drop_params: dropParams, request_timeout: requestTimeoutMs / 1000 },
    general_settings: {
      master_key: config.masterKey === undefined ? null : SET,
      database_url: config.database.kind === 'server' ? SET : null,
      redis_url: config.redisUrl === undefined ? null : SET,
      allow_private_upstreams: config.privateUpstreams,
      allow_replicas_without_redis: config.allowsReplicasWithoutRedis,
      disable_admin_ui: config.isConsoleDisabled,
      drain_seconds: drainMs / 1000,
      drain_notice_seconds: drainNoticeMs === undefined ? null : drainNoticeMs / 1000,
      log_level: config.logLevel,
      data_dir: config.dataDir,
    },
  };
}

function modelEntry(deployment: DeploymentConfig) {
  const { id, modelName, provider, model, auth, apiKey, apiBase, extraHeaders, priceOverride } = deployment;
  const { rpm, tpm, weight, order, timeoutMs, maxTokens, dropParams } = deployment;
  return {
    model_name: modelName,
    litellm_params: {
      model: `${provider}/${model}`,
      auth,
      api_key: apiKey === undefined ? null : SET,
      api_base: apiBase,
      extra_headers: Object.fromEntries(Object.keys(extraHeaders.reveal()).map((name) => [name, SET])),
      ...{ weight, order, rpm: rpm ?? null, tpm: tpm ?? null },
      timeout: timeoutMs === undefined ? null : timeoutMs / 1000,
      max_tokens: maxTokens ?? null,
      drop_params: dropParams ?? null,
    },
    model_info: {
      id,
      ...Object.fromEntries(PRICE_KEYS.map((name) => [name, priceOverride?.[name] ?? null])),
    },
  };
}

function routerSettings(routing: RoutingConfig) {
  return {
    routing_strategy: routing.strategy,
    routing_groups: Object.fromEntries(routing.strategyByModel),
    num_retries: routing.numRetries,
    allowed_fails: routing.allowedFails,
    cooldown_time: routing.cooldownMs / 1000,
    disable_cooldowns: !routing.hasCooldowns,
    session_affinity: routing.hasSessionAffinity,
    enforce_model_rate_limits: routing.enforcesDeploymentLimits,
    fallbacks: fallbackEntries(routing.fallbacks),
    context_window_fallbacks: fallbackEntries(routing.contextWindowFallbacks),
    content_policy_fallbacks: fallbackEntries(routing.refusalFallbacks),
    model_group_alias: Object.fromEntries([...routing.modelGroupAlias].map(aliasEntry)),
  };
}

function fallbackEntries(chains: FallbackChains) {
  return [...chains].map(([model, names]) => ({ [model]: [...names] }));
}

function aliasEntry([alias, { model, isHidden }]: [string, ModelAlias]) {
  return [alias, { model, hidden: isHidden }] as const;
}
