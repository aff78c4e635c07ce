import type { DeploymentConfig } from '../../config/gateway-config.js';
import type { PagePosition } from '../../database/keyset-page.js';
import type { DeploymentStatus } from './deployment-status.js';
import { credentialPreviewOf, type OpenedSecrets } from './deployment-secrets.js';
import type { ManagedDeployment } from './managed-deployment.js';

export const DEPLOYMENT_SOURCES = ['config', 'database'] as const;
export type DeploymentSource = (typeof DEPLOYMENT_SOURCES)[number];

/** How a deployment is: as routing sees it, or why routing does not have it. */
export const DEPLOYMENT_HEALTHS = [
  'available',
  'cooling_down',
  'probing',
  'parked',
  'paused',
  'unreadable',
] as const;
export type DeploymentHealth = (typeof DEPLOYMENT_HEALTHS)[number];

type Settings = Omit<ManagedDeployment, 'createdBy' | 'createdAt' | 'updatedAt'>;

/** A deployment, of the file or of the database, as those who manage it see it. */
export interface DeploymentView extends Settings {
  source: DeploymentSource;
  extraHeaderNames: readonly string[];
  health: DeploymentHealth;
  /** Why it cannot serve, and what to do about it. */
  problem: string | null;
  /** Absent while routing does not have it. */
  status?: DeploymentStatus;
  createdBy: string | null;
  createdAt: Date | null;
  updatedAt: Date | null;
  /** Its place in the list: those of the database, the newest first, then those of the file in its order. */
  position: PagePosition;
}

/** Which deployments are wanted. */
export interface DeploymentFilter {
  modelName?: string;
  provider?: string;
  source?: DeploymentSource;
  health?: DeploymentHealth;
  /** A part of its name, model, id or base, in small or capital letters. */
  search?: string;
}

/** A deployment of the database; without its secrets where they cannot be opened, which `problem` says. */
export function viewOfStored(
  deployment: ManagedDeployment,
  { secrets, problem }: OpenedSecrets,
  status: DeploymentStatus | undefined,
): DeploymentView {
  const { id, createdAt, isPaused } = deployment;
  const serving = status?.health ?? 'available';
  const health = problem === undefined ? (isPaused ? 'paused' : serving) : 'unreadable';
  return {
    ...deployment,
    source: 'database',
    extraHeaderNames: Object.keys(secrets?.extraHeaders.reveal() ?? {}),
    health,
    problem: problem ?? null,
    status,
    position: { createdAtMs: createdAt.getTime(), id },
  };
}

/** A deployment of the file; `place` counts from the last one of the file, which is 1. */
export function viewOfConfig(
  deployment: DeploymentConfig,
  place: number,
  status: DeploymentStatus | undefined,
): DeploymentView {
  const { id, modelName, provider, model, auth, apiBase, apiKey, weight, order, priceOverride } = deployment;
  return {
    ...{ id, modelName, provider, model, auth, apiBase, weight, order },
    source: 'config',
    credentialPreview: credentialPreviewOf(apiKey),
    extraHeaderNames: Object.keys(deployment.extraHeaders.reveal()),
    rpm: deployment.rpm ?? null,
    tpm: deployment.tpm ?? null,
    timeoutMs: deployment.timeoutMs ?? null,
    maxTokens: deployment.maxTokens ?? null,
    dropParams: deployment.dropParams ?? null,
    prices: priceOverride ?? {},
    isPaused: false,
    health: status?.health ?? 'available',
    problem: null,
    status,
    ...{ createdBy: null, createdAt: null, updatedAt: null },
    position: { createdAtMs: place, id },
  };
}

/** Whether a deployment is one that a filter asks for. */
export function matchesFilter(view: DeploymentView, filter: DeploymentFilter): boolean {
  const { search, ...equalities } = filter;
  const isEqual = Object.entries(equalities).every(
    ([name, wanted]) => view[name as keyof typeof equalities] === wanted,
  );
  return isEqual && (search === undefined || isFoundBy(view, search.toLowerCase()));
}

function isFoundBy({ id, modelName, provider, model, apiBase }: DeploymentView, search: string): boolean {
  return [id, modelName, `${provider}/${model}`, apiBase ?? ''].some((text) =>
    text.toLowerCase().includes(search),
  );
}
