import type { AdminRole } from '../../access/audience.js';
import { PRICE_KEYS } from '../../config/file/config-rows.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import type { ProviderName } from '../../providers/provider-defaults.js';
import type {
  DeploymentHealth,
  DeploymentSource,
  DeploymentView,
} from '../../routing/deployments/deployment-view.js';
import type { TestResult } from '../../routing/deployments/test-deployment.js';
import { timeOrNull } from '../http/settings-answer.js';
import { type StatusAnswer, statusAnswer } from './status-answer.js';

type PriceAnswer = Record<keyof PriceOverride, number | null>;

/** A deployment as the admin API shows it; never its credential, nor the values of its headers. */
export interface ModelAnswer extends PriceAnswer {
  id: string;
  /** A deployment of the configuration is changed there. */
  source: DeploymentSource;
  model_name: string;
  /** Provider and model, as in `anthropic/claude-sonnet-4-6`. */
  model: `${ProviderName}/${string}`;
  provider: ProviderName;
  auth: DeploymentView['auth'];
  /** The credential's last characters; null where there is none, and for those who do not change deployments. */
  credential_preview: string | null;
  /** Null: the provider's own. */
  api_base: string | null;
  extra_header_names: readonly string[];
  weight: number;
  order: number;
  rpm: number | null;
  tpm: number | null;
  /** Seconds. */
  timeout: number | null;
  max_tokens: number | null;
  drop_params: boolean | null;
  is_paused: boolean;
  health: DeploymentHealth;
  /** Why it cannot serve, and what to do about it. */
  problem: string | null;
  /** Null while it takes no calls. */
  status: StatusAnswer | null;
  created_by: string | null;
  created_at: string | null;
  updated_at: string | null;
  /** What whoever made this change should know. */
  warnings?: string[];
}

/** What came of a test call. */
export interface ModelTestAnswer {
  ok: boolean;
  status: number;
  latency_ms: number;
  model: string;
  error_type: string | null;
  message: string | null;
}

const SEE_CREDENTIALS: readonly AdminRole[] = ['owner', 'admin'];

/** A deployment as the answer to whoever asked for it. */
export function modelAnswer(view: DeploymentView, role: AdminRole, warnings?: string[]): ModelAnswer {
  const { id, source, provider, auth, weight, order, rpm, tpm, health, problem, status } = view;
  return {
    ...{ id, source },
    model_name: view.modelName,
    model: `${provider}/${view.model}`,
    ...{ provider, auth },
    credential_preview: SEE_CREDENTIALS.includes(role) ? view.credentialPreview : null,
    api_base: view.apiBase,
    extra_header_names: view.extraHeaderNames,
    ...{ weight, order, rpm, tpm },
    timeout: view.timeoutMs === null ? null : view.timeoutMs / 1000,
    max_tokens: view.maxTokens,
    drop_params: view.dropParams,
    ...priceAnswer(view.prices),
    is_paused: view.isPaused,
    ...{ health, problem },
    status: status === undefined ? null : statusAnswer(status, view.model.includes('*')),
    created_by: view.createdBy,
    created_at: timeOrNull(view.createdAt),
    updated_at: timeOrNull(view.updatedAt),
    ...(warnings === undefined ? {} : { warnings }),
  };
}

/** The result of a test as the answer to whoever asked for it. */
export function modelTestAnswer(result: TestResult): ModelTestAnswer {
  const { isOk, status, latencyMs, model, errorType, message } = result;
  return { ok: isOk, status, latency_ms: latencyMs, model, error_type: errorType, message };
}

function priceAnswer(prices: PriceOverride): PriceAnswer {
  return Object.fromEntries(PRICE_KEYS.map((name) => [name, prices[name] ?? null])) as PriceAnswer;
}
