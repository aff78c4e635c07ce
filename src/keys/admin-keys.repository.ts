import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../access/audit-entry.js';
import { keysetQuery, type Page, pageOfRows, type PageRequest } from '../database/keyset-page.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { AdminKey } from '../generated/prisma/client.js';
import type { ManagedAdminKey } from './managed-admin-key.js';

/** The credentials of the admin API. */
@Injectable()
export class AdminKeysRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The key that has not been revoked, by what the database knows it by. */
  findByDigest(digest: Buffer): Promise<ManagedAdminKey | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const where = { digest: Uint8Array.from(digest), revokedAt: null };
      const row = await client.adminKey.findFirst({ where });
      return row === null ? undefined : adminKeyOf(row);
    });
  }

  /** Gives the key with one digest another in its place. False: there is no such key. */
  replaceDigest(digest: Buffer, replacement: Buffer): Promise<boolean> {
    return onDatabase(this.prisma, async (client) => {
      const { count } = await client.adminKey.updateMany({
        where: { digest: Uint8Array.from(digest), revokedAt: null },
        data: { digest: Uint8Array.from(replacement) },
      });
      return count > 0;
    });
  }

  page(page: PageRequest): Promise<Page<ManagedAdminKey>> {
    return onDatabase(this.prisma, async (client) => {
      const rows = await client.adminKey.findMany(keysetQuery(page));
      return pageOfRows(rows.map(adminKeyOf), page);
    });
  }

  insert(adminKey: ManagedAdminKey, digest: Buffer, entry: AuditRecord): Promise<ManagedAdminKey> {
    const data = { ...adminKey, digest: Uint8Array.from(digest) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.adminKey.create({ data });
      await transaction.auditEntry.create({ data: entry });
      return adminKeyOf(row);
    });
  }

  /** Undefined when there is no such key; a revoked one stays as it is. */
  revoke(
    id: string,
    at: Date,
    entryOf: (adminKey: ManagedAdminKey) => AuditRecord,
  ): Promise<ManagedAdminKey | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const { count } = await transaction.adminKey.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: at },
      });
      const row = await transaction.adminKey.findUnique({ where: { id } });
      if (row === null) return undefined;
      if (count > 0) await transaction.auditEntry.create({ data: entryOf(adminKeyOf(row)) });
      return adminKeyOf(row);
    });
  }
}

function adminKeyOf({ digest: _digest, ...adminKey }: AdminKey): ManagedAdminKey {
  return adminKey;
}
