import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../access/audit-entry.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { ManagedKey } from './managed-key.js';
import { KEYS, keyConditions } from './list-conditions.js';
import type { KeyFilter } from './list-filters.js';
import { inOrderOf, ListIdsRepository } from './list-ids.repository.js';
import type { ListPage, ListRequest } from './list-request.js';
import { settingsColumns, settingsOf } from './settings-columns.js';

/** What is to become of a key, and the entry that says so. */
export interface KeyChange {
  after: ManagedKey;
  entry: AuditRecord;
  /** A rotation's new secret. */
  digest?: Buffer;
}

/** A key is seen with its user's team, to which it belongs when it names none itself, and with the names of both. */
const WITH_OWNERS = {
  user: { select: { name: true, teamId: true } },
  team: { select: { name: true } },
} as const;
type KeyRow = Prisma.VirtualKeyGetPayload<{ include: typeof WITH_OWNERS }>;

/** The virtual keys as they are managed; the request path reads them elsewhere. */
@Injectable()
export class KeysRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly listIds: ListIdsRepository,
  ) {}

  async page(
    filter: KeyFilter,
    request: ListRequest,
    teamScope: string | undefined,
  ): Promise<ListPage<ManagedKey>> {
    const conditions = keyConditions({ filter, search: request.search, teamScope });
    const { items: ids, ...page } = await this.listIds.page({ table: KEYS, request, conditions });
    const where = { id: { in: ids } };
    const rows = await onDatabase(this.prisma, (client) =>
      client.virtualKey.findMany({ where, include: WITH_OWNERS }),
    );
    return { ...page, items: inOrderOf(ids, rows.map(keyOf)) };
  }

  find(id: string, teamScope: string | undefined): Promise<ManagedKey | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const where = { AND: [{ id }, within(teamScope)] };
      const row = await client.virtualKey.findFirst({ where, include: WITH_OWNERS });
      return row === null ? undefined : keyOf(row);
    });
  }

  insert(key: ManagedKey, digest: Buffer, entry: AuditRecord): Promise<ManagedKey> {
    const { id, preview, createdBy, createdAt } = key;
    const data = { id, preview, createdBy, createdAt, digest: bytes(digest), ...columnsOf(key) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.virtualKey.create({ data, include: WITH_OWNERS });
      await transaction.auditEntry.create({ data: entry });
      return keyOf(row);
    });
  }

  /**
   * Changes a key as `decide` says, together with its audit entry. `decide` gets the key as it is under lock, and gives
   * undefined to leave it. Undefined when there is no such key within the scope.
   */
  change(
    id: string,
    teamScope: string | undefined,
    decide: (before: ManagedKey) => KeyChange | undefined,
  ): Promise<ManagedKey | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM virtual_keys WHERE id = ${id}::uuid FOR UPDATE`;
      const where = { AND: [{ id }, within(teamScope)] };
      const found = await transaction.virtualKey.findFirst({ where, include: WITH_OWNERS });
      if (found === null) return undefined;
      const before = keyOf(found);
      const change = decide(before);
      if (change === undefined) return before;
      const data = { ...columnsOf(change.after), ...rotatedColumns(change, found.digest) };
      const row = await transaction.virtualKey.update({ where: { id }, data, include: WITH_OWNERS });
      await transaction.auditEntry.create({ data: change.entry });
      return keyOf(row);
    });
  }
}

function columnsOf(key: ManagedKey) {
  const { name, userId, teamId, aliases, expiresAt, isBlocked, revokedAt } = key;
  return { ...settingsColumns(key), name, userId, teamId, aliases, expiresAt, isBlocked, revokedAt };
}

/** The secret that was replaced goes on working only while its grace lasts. */
function rotatedColumns({ digest, after }: KeyChange, replaced: Uint8Array<ArrayBuffer>) {
  if (digest === undefined) return {};
  const { preview, previousExpiresAt } = after;
  const previousDigest = previousExpiresAt === null ? null : replaced;
  return { digest: bytes(digest), preview, previousDigest, previousExpiresAt };
}

function keyOf({ user, team, ...row }: KeyRow): ManagedKey {
  const { id, preview, name, userId, teamId, expiresAt, isBlocked, revokedAt } = row;
  const { previousExpiresAt, createdBy, createdAt, updatedAt } = row;
  const names = { id, preview, name, userId, teamId };
  const owners = {
    userName: user?.name ?? null,
    teamName: team?.name ?? null,
    userTeamId: user?.teamId ?? null,
  };
  const times = { expiresAt, revokedAt, previousExpiresAt, createdAt, updatedAt };
  return {
    ...names,
    ...owners,
    ...settingsOf(row),
    aliases: row.aliases as Record<string, string>,
    isBlocked,
    createdBy,
    ...times,
  };
}

/** The keys that belong to a team: by themselves, or through their user. */
function within(teamScope: string | undefined): Prisma.VirtualKeyWhereInput {
  if (teamScope === undefined) return {};
  return { OR: [{ teamId: teamScope }, { teamId: null, user: { teamId: teamScope } }] };
}

function bytes(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(buffer);
}
