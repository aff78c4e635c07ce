import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../../access/audit-entry.js';
import { inTransaction, onDatabase } from '../../database/on-database.js';
import { PrismaService } from '../../database/prisma.service.js';
import type { Transaction } from '../../database/run-transaction.js';
import type { Deployment } from '../../generated/prisma/client.js';
import type { PriceOverride } from '../../pricing/model-price.js';
import type { ManagedDeployment, SealedSecrets, StoredDeployment } from './managed-deployment.js';

/** What is to become of a deployment, and the entry that says so. */
export interface DeploymentChange {
  after: StoredDeployment;
  entry: AuditRecord;
}

/** The deployments that were added at run time. */
@Injectable()
export class DeploymentsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** False where the gateway was made to run without a database. */
  get isConfigured(): boolean {
    return this.prisma.isConfigured;
  }

  get isAvailable(): boolean {
    return this.prisma.isAvailable;
  }

  /** Resolves when the database is there. */
  whenAvailable(): Promise<void> {
    return this.prisma.whenAvailable();
  }

  /** Changes whenever a row is added, changed or removed, whatever the clock of who did it says. */
  version(): Promise<string> {
    return this.prisma.run(async (client) => {
      const rows = await client.$queryRaw<{ version: string }[]>`
        SELECT coalesce(md5(string_agg(id::text || xmin::text, ',' ORDER BY id)), '') AS version FROM deployments`;
      return rows[0]?.version ?? '';
    });
  }

  /** All of them, the newest first. */
  all(): Promise<StoredDeployment[]> {
    return onDatabase(this.prisma, async (client) => {
      const rows = await client.deployment.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
      return rows.map(deploymentOf);
    });
  }

  find(id: string): Promise<StoredDeployment | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const row = await client.deployment.findUnique({ where: { id } });
      return row === null ? undefined : deploymentOf(row);
    });
  }

  insert(deployment: StoredDeployment, entry: AuditRecord): Promise<StoredDeployment> {
    const { id, createdBy, createdAt } = deployment;
    const data = { id, createdBy, createdAt, ...columnsOf(deployment) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.deployment.create({ data });
      await transaction.auditEntry.create({ data: entry });
      return deploymentOf(row);
    });
  }

  /**
   * Changes a deployment as `decide` says, together with its audit entry. `decide` gets it as it is under lock, and
   * gives undefined to leave it. Undefined when there is no such deployment.
   */
  change(
    id: string,
    decide: (before: StoredDeployment) => DeploymentChange | undefined,
  ): Promise<StoredDeployment | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const before = await lock(transaction, id);
      const change = before && decide(before);
      if (change === undefined) return before;
      const row = await transaction.deployment.update({ where: { id }, data: columnsOf(change.after) });
      await transaction.auditEntry.create({ data: change.entry });
      return deploymentOf(row);
    });
  }

  /** Undefined when there is no such deployment. */
  delete(
    id: string,
    entryOf: (deployment: StoredDeployment) => AuditRecord,
  ): Promise<StoredDeployment | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const found = await lock(transaction, id);
      if (found === undefined) return undefined;
      await transaction.deployment.delete({ where: { id } });
      await transaction.auditEntry.create({ data: entryOf(found) });
      return found;
    });
  }

  /** Notes what was done without changing anything. */
  async note(entry: AuditRecord): Promise<void> {
    await onDatabase(this.prisma, (client) => client.auditEntry.create({ data: entry }));
  }
}

async function lock(transaction: Transaction, id: string): Promise<StoredDeployment | undefined> {
  await transaction.$queryRaw`SELECT 1 FROM deployments WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await transaction.deployment.findUnique({ where: { id } });
  return row === null ? undefined : deploymentOf(row);
}

function columnsOf(deployment: StoredDeployment) {
  const { modelName, provider, model, auth, apiBase, credentialPreview, isPaused } = deployment;
  const { weight, order, rpm, tpm, timeoutMs, maxTokens, dropParams, prices } = deployment;
  return {
    ...{ modelName, provider, model, auth, apiBase, credentialPreview, isPaused },
    ...{ weight, order, rpm, tpm, timeoutMs, maxTokens, dropParams, prices: prices as object },
    ...sealedColumns(deployment),
  };
}

function sealedColumns({ sealedCredential, sealedExtraHeaders, sealingKeyId }: SealedSecrets) {
  return {
    sealedCredential: sealedCredential && Uint8Array.from(sealedCredential),
    sealedExtraHeaders: sealedExtraHeaders && Uint8Array.from(sealedExtraHeaders),
    sealingKeyId,
  };
}

function deploymentOf(row: Deployment): StoredDeployment {
  return {
    ...row,
    provider: row.provider as ManagedDeployment['provider'],
    auth: row.auth as ManagedDeployment['auth'],
    prices: row.prices as PriceOverride,
    sealedCredential: row.sealedCredential && Buffer.from(row.sealedCredential),
    sealedExtraHeaders: row.sealedExtraHeaders && Buffer.from(row.sealedExtraHeaders),
  };
}
