import { randomUUID } from 'node:crypto';

import type { AdminActor } from '../../access/admin-actor.js';
import { PROVIDER_DEFAULTS } from '../../providers/provider-defaults.js';
import {
  applyDeploymentPatch,
  type DeploymentPatch,
  type PatchedDeployment,
} from './apply-deployment-patch.js';
import type { ManagedDeployment } from './managed-deployment.js';
import type { UpstreamOrigins } from '../upstream-origins.js';

/** What a new deployment has to say at least. */
export type NewDeployment = DeploymentPatch & Required<Pick<DeploymentPatch, 'modelName' | 'reference'>>;

/** A deployment that is not there yet. Throws as `applyDeploymentPatch` does. */
export function draftDeployment(
  wanted: NewDeployment,
  actor: AdminActor,
  origins: UpstreamOrigins,
): PatchedDeployment {
  const blank = { settings: blankDeployment(wanted, actor), hasExtraHeaders: false };
  return applyDeploymentPatch(blank, wanted, origins);
}

function blankDeployment({ modelName, reference }: NewDeployment, { id }: AdminActor): ManagedDeployment {
  const now = new Date();
  const { auth } = PROVIDER_DEFAULTS[reference.provider];
  return {
    ...{ id: randomUUID(), modelName, ...reference, auth, apiBase: null, credentialPreview: null },
    ...{ weight: 1, order: 1, rpm: null, tpm: null, timeoutMs: null, maxTokens: null, dropParams: null },
    ...{ prices: {}, isPaused: false, createdBy: id, createdAt: now, updatedAt: now },
  };
}
