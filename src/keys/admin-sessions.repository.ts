import { Injectable } from '@nestjs/common';

import type { AdminRole } from '../access/audience.js';
import type { AuditRecord } from '../access/audit-entry.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';

/** A session with the admin key that it was made with, if it was one. */
export interface StoredSession {
  id: string;
  masterDigest: Uint8Array | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  adminKeyId: string | null;
  keyName: string | null;
  role: AdminRole | null;
  teamId: string | null;
  teamName: string | null;
  keyExpiresAt: Date | null;
  keyRevokedAt: Date | null;
}

/** A session that begins. */
export interface NewSession {
  id: string;
  digest: Buffer;
  adminKeyId: string | null;
  masterDigest: Buffer | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Who is signed in to the console, on all replicas. */
@Injectable()
export class AdminSessionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** @throws ServiceUnavailableError when the database is away or takes longer than two seconds. */
  async findByDigest(digest: Buffer): Promise<StoredSession | undefined> {
    const rows = await this.prisma.lookUp(
      (client) => client.$queryRaw<StoredSession[]>`
        select s.id, s.master_digest as "masterDigest", s.created_at as "createdAt",
               s.last_used_at as "lastUsedAt", s.expires_at as "expiresAt", s.admin_key_id as "adminKeyId",
               k.name as "keyName", k.role::text as role, k.team_id as "teamId", t.name as "teamName",
               k.expires_at as "keyExpiresAt", k.revoked_at as "keyRevokedAt"
        from admin_sessions s
        left join admin_keys k on k.id = s.admin_key_id
        left join teams t on t.id = k.team_id
        where s.digest = ${new Uint8Array(digest)}`,
    );
    return rows[0];
  }

  /** Keeps a session, and forgets those that have ended or were last used before `idleSince`. */
  insert(
    { digest, masterDigest, ...session }: NewSession,
    idleSince: Date,
    entry: AuditRecord,
  ): Promise<void> {
    const data = {
      ...session,
      digest: new Uint8Array(digest),
      masterDigest: masterDigest && new Uint8Array(masterDigest),
      lastUsedAt: session.createdAt,
    };
    const ended = { OR: [{ expiresAt: { lte: session.createdAt } }, { lastUsedAt: { lte: idleSince } }] };
    return inTransaction(this.prisma, async (transaction) => {
      await transaction.adminSession.deleteMany({ where: ended });
      await transaction.adminSession.create({ data });
      await transaction.auditEntry.create({ data: entry });
    });
  }

  async keepUse(id: string, at: Date): Promise<void> {
    await onDatabase(this.prisma, (client) =>
      client.adminSession.updateMany({ where: { id }, data: { lastUsedAt: at } }),
    );
  }

  /** Leaves the entry when there was such a session. */
  delete(id: string, entry: AuditRecord): Promise<void> {
    return inTransaction(this.prisma, async (transaction) => {
      const { count } = await transaction.adminSession.deleteMany({ where: { id } });
      if (count > 0) await transaction.auditEntry.create({ data: entry });
    });
  }
}
