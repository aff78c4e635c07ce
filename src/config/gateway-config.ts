import type { PriceOverride } from '../pricing/model-price.js';
import type { ProviderName } from '../providers/provider-defaults.js';
import type { AddressRules, PrivateUpstreams } from '../providers/address-rules.js';
import type { Secret } from './secret.js';
import type { TelemetrySettings } from './telemetry-settings.js';

/** The injection token of the `GatewayConfig`. */
export const GATEWAY_CONFIG = Symbol('GATEWAY_CONFIG');

/** How a deployment signs its calls: with a stored token or key, or with the login that the caller brings along. */
export const UPSTREAM_AUTHS = ['oauth_token', 'api_key', 'client_oauth'] as const;
type UpstreamAuth = (typeof UPSTREAM_AUTHS)[number];

/** How one of several deployments of a name is chosen. */
export type RoutingStrategy =
  'simple-shuffle' | 'least-busy' | 'latency-based' | 'usage-based' | 'cost-based' | 'order';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One upstream that serves a model name: where, as whom, and how much. */
export interface DeploymentConfig {
  /** `model_info.id`, or a short digest that stays the same when the file is reordered or a secret is changed. */
  readonly id: string;
  /** What callers ask for; may hold `*`. */
  readonly modelName: string;
  readonly provider: ProviderName;
  /** What upstream is asked for, without the provider; a `*` stands for what the caller's name had in its place. */
  readonly model: string;
  readonly auth: UpstreamAuth;
  /** Absent exactly when `auth` is `client_oauth`. */
  readonly apiKey?: Secret;
  /** An origin such as `https://api.anthropic.com`, with no slash at its end. */
  readonly apiBase: string;
  readonly weight: number;
  readonly order: number;
  readonly rpm?: number;
  readonly tpm?: number;
  readonly timeoutMs?: number;
  /** Default of a request that names no `max_tokens`. */
  readonly maxTokens?: number;
  /** Lower-cased names; never a credential or hop-by-hop header. Secret, because a value may be a token. */
  readonly extraHeaders: Secret<Readonly<Record<string, string>>>;
  /** Overrides the gateway's `dropParams` for this deployment. */
  readonly dropParams?: boolean;
  /** US dollars per token; what is absent keeps its list price. */
  readonly priceOverride?: Readonly<PriceOverride>;
  /** What `apiBase` may lead to; absent for an origin that the operator's own configuration names. */
  readonly addressRules?: AddressRules;
}

export interface ModelAlias {
  readonly model: string;
  /** A hidden alias works but is not listed by `GET /v1/models`. */
  readonly isHidden: boolean;
}

export interface RoutingConfig {
  /** Of the names that have none of their own. */
  readonly strategy: RoutingStrategy;
  /** Model name → its own strategy. */
  readonly strategyByModel: ReadonlyMap<string, RoutingStrategy>;
  /** Further attempts among the deployments of one name. */
  readonly numRetries: number;
  /** Failures a minute that a deployment may have before it cools down. */
  readonly allowedFails: number;
  readonly cooldownMs: number;
  /** Deployments rest after failures; else nothing keeps them from being called. */
  readonly hasCooldowns: boolean;
  /** What follows when all deployments of a name have failed or cannot be called. */
  readonly fallbacks: FallbackChains;
  /** What follows a prompt that is too long for the model. */
  readonly contextWindowFallbacks: FallbackChains;
  /** What follows a model's refusal to answer. */
  readonly refusalFallbacks: FallbackChains;
  /** Conversations stay on their deployment while it is healthy. */
  readonly hasSessionAffinity: boolean;
  /** The rpm and tpm of deployments are never exceeded; else they only say which one is called. */
  readonly enforcesDeploymentLimits: boolean;
  /** Alias → model name. Free of loops; an alias may name another alias. */
  readonly modelGroupAlias: ReadonlyMap<string, ModelAlias>;
}

/**
 * Model name → all names that are tried after it, in order, with the fallbacks of fallbacks; `*` stands for every name
 * without an entry.
 */
export type FallbackChains = ReadonlyMap<string, readonly string[]>;

/** Why the gateway has nothing to call upstream with, for the terminal and for the 503 of every call. */
export interface MissingCredential {
  readonly variables: readonly string[];
  readonly message: string;
}

/** Where keys, teams, spend and the audit are kept. */
export type DatabaseConfig =
  /** PGlite in the data directory. */
  | { readonly kind: 'embedded' }
  /** A PostgreSQL server. */
  | { readonly kind: 'server'; readonly url: Secret }
  /** Nowhere, for programs that embed the gateway; what is read from a configuration is never this. */
  | { readonly kind: 'none' };

/** Everything that the operator decides, read once at start. Free of Nest, so that any layer above may take it. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Absolute path. */
  readonly dataDir: string;
  /** Absolute path of the file that was read. */
  readonly configFile?: string;
  readonly deployments: readonly DeploymentConfig[];
  readonly missingCredential?: MissingCredential;
  /** Where a deployment without an origin of its own goes. */
  readonly providerBases: Readonly<Record<ProviderName, string>>;
  /** Which addresses inside the operator's own network a deployment that is added at run time may have. */
  readonly privateUpstreams: PrivateUpstreams;
  readonly routing: RoutingConfig;
  readonly dropParams: boolean;
  readonly requestTimeoutMs: number;
  readonly masterKey?: Secret;
  /** `TOLLGATE_SECRET`; absent: made on first start in the data directory. */
  readonly sealingSecret?: Secret;
  /** `TOLLGATE_SECRET_PREVIOUS`: what was made with this secret still works. */
  readonly formerSealingSecret?: Secret;
  readonly database: DatabaseConfig;
  /** How many processes serve on the one port; more than one share a PostgreSQL and a Redis. */
  readonly workers: number;
  /** Absolute path of the spend journal's folder; absent: `journal` in the data directory. */
  readonly journalDir?: string;
  /** Absent: one process. */
  readonly redisUrl?: Secret;
  /** Several gateways may use one database although each counts limits and budgets by itself. */
  readonly allowsReplicasWithoutRedis: boolean;
  /** Usage records go when they are older than this; absent: never. */
  readonly usageRetentionMs?: number;
  /** How long answers may still take once the gateway is told to stop. */
  readonly drainMs: number;
  /** How long it goes on taking new connections then; absent: as long as load balancers usually need to notice. */
  readonly drainNoticeMs?: number;
  /** No console at `/ui`. */
  readonly isConsoleDisabled: boolean;
  /** No master key: every caller is let in. Only ever true on a loopback address. */
  readonly isOpen: boolean;
  /** Absent: OpenTelemetry is off. */
  readonly telemetry?: TelemetrySettings;
  readonly warnings: readonly string[];
}
