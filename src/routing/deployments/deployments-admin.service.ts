import { Inject, Injectable } from '@nestjs/common';

import type { AdminChange } from '../../access/admin-actor.js';
import { type DeploymentConfig, GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config.js';
import { sharedPlanWarning } from '../../config/shared-plan-warning.js';
import { type Page, pageOfRows, type PagePosition, type PageRequest } from '../../database/keyset-page.js';
import { ConflictError } from '../../errors/gateway-error.js';
import { applyDeploymentPatch, type DeploymentPatch } from './apply-deployment-patch.js';
import { CredentialCipher } from './credential-cipher.js';
import { deploymentChanges, deploymentEntry, newDeploymentChanges } from './deployment-changes.js';
import { notFound, rowIdOf } from './deployment-not-found.js';
import { openSecrets, sealSecrets } from './deployment-secrets.js';
import type { DeploymentStatus } from './deployment-status.js';
import {
  type DeploymentFilter,
  type DeploymentView,
  matchesFilter,
  viewOfConfig,
  viewOfStored,
} from './deployment-view.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { DeploymentsService } from './deployments.service.js';
import { draftDeployment, type NewDeployment } from './draft-deployment.js';
import type { StoredDeployment } from './managed-deployment.js';
import { RouterService } from '../router.service.js';
import { UpstreamOrigins } from '../upstream-origins.js';

/** What came of sealing everything anew. */
export interface ResealCounts {
  resealed: number;
  alreadyCurrent: number;
  unreadable: number;
}

/** Adds, changes and removes deployments. A change holds for the next call when its promise resolves. */
@Injectable()
export class DeploymentsAdminService {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly repository: DeploymentsRepository,
    private readonly deployments: DeploymentsService,
    private readonly cipher: CredentialCipher,
    private readonly origins: UpstreamOrigins,
    private readonly router: RouterService,
  ) {}

  /** Those of the database and of the file in one list. There are few enough to be looked through here. */
  async list(filter: DeploymentFilter, page: PageRequest): Promise<Page<DeploymentView>> {
    const stored = await this.repository.all();
    const statuses = this.statuses();
    const idsOfFile = new Set(this.config.deployments.map(({ id }) => id));
    const views = [
      ...stored.filter(({ id }) => !idsOfFile.has(id)).map((one) => this.viewOf(one, statuses)),
      ...this.config.deployments.map((one, at) => this.viewOfFile(one, at, statuses)),
    ];
    const wanted = views.filter((view) => matchesFilter(view, filter) && isAfter(view.position, page.after));
    return pageOfRows(wanted, page);
  }

  async find(id: string): Promise<DeploymentView> {
    const at = this.config.deployments.findIndex((deployment) => deployment.id === id);
    const ofFile = this.config.deployments[at];
    return ofFile === undefined
      ? this.viewOf((await this.repository.find(rowIdOf(id))) ?? notFound())
      : this.viewOfFile(ofFile, at);
  }

  /** What whoever adds or changes a deployment should know. */
  warningsFor(deployment: Pick<DeploymentView, 'auth'>): string[] {
    return [sharedPlanWarning(this.config, [deployment]) ?? []].flat();
  }

  async create(wanted: NewDeployment, change: AdminChange): Promise<DeploymentView> {
    const { after, secrets } = draftDeployment(wanted, change.actor, this.origins);
    const entry = deploymentEntry(
      change,
      after.id,
      'create',
      newDeploymentChanges({ settings: after, secrets }),
    );
    const stored = { ...after, ...sealSecrets(after, secrets, this.cipher) };
    return this.viewOf(await this.thenReload(this.repository.insert(stored, entry)));
  }

  async update(givenId: string, patch: DeploymentPatch, change: AdminChange): Promise<DeploymentView> {
    const id = this.changeableId(givenId);
    return this.change(id, (before) => {
      const { secrets: known } = openSecrets(before, this.cipher);
      const hasExtraHeaders = before.sealedExtraHeaders !== null;
      const opened = { settings: before, secrets: known, hasExtraHeaders };
      const { after, secrets } = applyDeploymentPatch(opened, patch, this.origins);
      const changes = deploymentChanges({ settings: before, secrets: known }, { settings: after, secrets });
      if (Object.keys(changes).length === 0) return undefined;
      const stored = { ...after, ...sealSecrets(after, secrets, this.cipher) };
      return { after: stored, entry: deploymentEntry(change, id, 'update', changes) };
    });
  }

  /** A paused deployment gets no calls until it is resumed. */
  async setPaused(givenId: string, isPaused: boolean, change: AdminChange): Promise<DeploymentView> {
    const id = this.changeableId(givenId);
    return this.change(id, (before) => {
      if (before.isPaused === isPaused) return undefined;
      const changes = { is_paused: { from: before.isPaused, to: isPaused } };
      return {
        after: { ...before, isPaused },
        entry: deploymentEntry(change, id, isPaused ? 'pause' : 'resume', changes),
      };
    });
  }

  /** Answers with what it was. */
  async delete(givenId: string, change: AdminChange): Promise<DeploymentView> {
    const id = this.changeableId(givenId);
    const removal = this.repository.delete(id, ({ modelName }) =>
      deploymentEntry(change, id, 'delete', { model_name: { from: modelName, to: null } }),
    );
    return this.viewOf((await this.thenReload(removal)) ?? notFound());
  }

  /** Seals every row with the present secret. One at a time, so that it can be broken off and begun again. */
  async reseal(change: AdminChange): Promise<ResealCounts> {
    const counts: ResealCounts = { resealed: 0, alreadyCurrent: 0, unreadable: 0 };
    for (const { id } of await this.repository.all()) {
      const outcome = await this.resealOne(id, change);
      if (outcome !== undefined) counts[outcome] += 1;
    }
    await this.deployments.reload();
    return counts;
  }

  /** Undefined when the deployment has been removed meanwhile. */
  private async resealOne(id: string, change: AdminChange): Promise<keyof ResealCounts | undefined> {
    let outcome: keyof ResealCounts | undefined;
    await this.repository.change(id, (before) => {
      const { secrets } = openSecrets(before, this.cipher);
      const from = before.sealingKeyId;
      const to = this.cipher.keyId;
      const isCurrent = from === null || from === to;
      outcome = secrets === undefined ? 'unreadable' : isCurrent ? 'alreadyCurrent' : 'resealed';
      if (secrets === undefined || isCurrent) return undefined;
      const after = { ...before, ...sealSecrets(before, secrets, this.cipher) };
      return { after, entry: deploymentEntry(change, id, 'reseal', { sealing_key_id: { from, to } }) };
    });
    return outcome;
  }

  private async change(
    id: string,
    decide: Parameters<DeploymentsRepository['change']>[1],
  ): Promise<DeploymentView> {
    const changed = await this.thenReload(this.repository.change(id, decide));
    return this.viewOf(changed ?? notFound());
  }

  private async thenReload<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      // Also after a failure: a transaction whose end was not heard of may have been committed.
      await this.deployments.reload();
    }
  }

  /** @throws ConflictError for deployments of the file, which are changed there. */
  private changeableId(id: string): string {
    if (this.config.deployments.some((deployment) => deployment.id === id)) throw ofTheFile();
    return rowIdOf(id);
  }

  private viewOf(stored: StoredDeployment, statuses = this.statuses()): DeploymentView {
    const { sealedCredential: _credential, sealedExtraHeaders: _headers, ...deployment } = stored;
    return viewOfStored(deployment, openSecrets(stored, this.cipher), statuses.get(stored.id));
  }

  private viewOfFile(deployment: DeploymentConfig, at: number, statuses = this.statuses()): DeploymentView {
    return viewOfConfig(deployment, this.config.deployments.length - at, statuses.get(deployment.id));
  }

  private statuses(): ReadonlyMap<string, DeploymentStatus> {
    return new Map(this.router.status().map((status) => [status.id, status]));
  }
}

/** Whether a place of the list comes after another, or there is no other. */
function isAfter({ createdAtMs, id }: PagePosition, after: PagePosition | undefined): boolean {
  if (after === undefined) return true;
  return createdAtMs < after.createdAtMs || (createdAtMs === after.createdAtMs && id < after.id);
}

function ofTheFile(): ConflictError {
  return new ConflictError({
    code: 'config_deployment',
    message:
      'This deployment comes from the configuration: edit the file (or the environment) and start the gateway again.',
  });
}
