import type { DeploymentConfig } from '../../config/gateway-config.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import type { ProviderName } from '../../providers/provider-defaults.js';

/** A deployment that was added at run time, as those who manage it see it; never its credential. */
export interface ManagedDeployment {
  id: string;
  modelName: string;
  provider: ProviderName;
  model: string;
  auth: DeploymentConfig['auth'];
  /** Null: the provider's own. */
  apiBase: string | null;
  credentialPreview: string | null;
  weight: number;
  order: number;
  rpm: number | null;
  tpm: number | null;
  timeoutMs: number | null;
  maxTokens: number | null;
  dropParams: boolean | null;
  prices: PriceOverride;
  isPaused: boolean;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

/** What of a deployment is kept sealed. */
export interface SealedSecrets {
  sealedCredential: Buffer | null;
  sealedExtraHeaders: Buffer | null;
  /** Null when nothing is sealed. */
  sealingKeyId: string | null;
}

/** A deployment as the database keeps it. */
export interface StoredDeployment extends ManagedDeployment, SealedSecrets {}
