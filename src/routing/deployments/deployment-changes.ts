import type { AdminChange } from '../../access/admin-actor.js';
import {
  auditRecord,
  type AuditRecord,
  changesBetween,
  changesFromNothing,
  type FieldChanges,
} from '../../access/audit-entry.js';
import { PRICE_KEYS } from '../../config/file/config-rows.js';
import type { DeploymentSecrets } from './deployment-secrets.js';
import type { ManagedDeployment } from './managed-deployment.js';

/** A deployment with its secrets, as far as they are known. */
interface Known {
  settings: ManagedDeployment;
  secrets?: DeploymentSecrets;
}

/** The audit entry for what was done to a deployment. */
export function deploymentEntry(
  change: AdminChange,
  id: string,
  verb: string,
  changes: FieldChanges,
): AuditRecord {
  return auditRecord(change, { objectType: 'model', verb, id, teamId: null, changes });
}

/** What an audit entry says of a change, in the admin API's names; of secrets only that they changed. */
export function deploymentChanges(before: Known, after: Known): FieldChanges {
  return {
    ...changesBetween(wireSettings(before.settings), wireSettings(after.settings)),
    ...secretChanges(before.secrets, after.secrets),
  };
}

/** The same for a deployment that is new. */
export function newDeploymentChanges({ settings, secrets }: Known): FieldChanges {
  return { ...changesFromNothing(wireSettings(settings)), ...secretChanges(undefined, secrets) };
}

function secretChanges(
  before: DeploymentSecrets | undefined,
  after: DeploymentSecrets | undefined,
): FieldChanges {
  return {
    ...secretChange('api_key', before?.apiKey?.reveal(), after?.apiKey?.reveal()),
    ...secretChange('extra_headers', headersOf(before), headersOf(after)),
  };
}

function secretChange(name: string, before: string | undefined, after: string | undefined): FieldChanges {
  if (before === after) return {};
  const from = before === undefined ? null : 'set';
  const to = after === undefined ? null : from === null ? 'set' : 'changed';
  return { [name]: { from, to } };
}

function headersOf(secrets: DeploymentSecrets | undefined): string | undefined {
  const headers = JSON.stringify(secrets?.extraHeaders.reveal() ?? {});
  return headers === '{}' ? undefined : headers;
}

function wireSettings(deployment: ManagedDeployment) {
  const { modelName, provider, model, auth, apiBase, weight, order, rpm, tpm, prices } = deployment;
  return {
    model_name: modelName,
    model: `${provider}/${model}`,
    auth,
    api_base: apiBase,
    ...{ weight, order, rpm, tpm },
    timeout: deployment.timeoutMs === null ? null : deployment.timeoutMs / 1000,
    max_tokens: deployment.maxTokens,
    drop_params: deployment.dropParams,
    ...Object.fromEntries(PRICE_KEYS.map((name) => [name, prices[name] ?? null])),
    is_paused: deployment.isPaused,
  };
}
