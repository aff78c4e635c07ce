import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../access/audit-entry.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Transaction } from '../database/run-transaction.js';
import type { Prisma } from '../generated/prisma/client.js';
import { userConditions, USERS } from './list-conditions.js';
import type { UserFilter } from './list-filters.js';
import { inOrderOf, ListIdsRepository } from './list-ids.repository.js';
import type { ListPage, ListRequest } from './list-request.js';
import type { ManagedUser } from './managed-user.js';
import { settingsColumns, settingsOf } from './settings-columns.js';

const WITH_TEAM = { team: { select: { name: true } } } as const;

type UserRow = Prisma.UserGetPayload<{ include: typeof WITH_TEAM }>;

/** The users as they are managed. */
@Injectable()
export class UsersRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly listIds: ListIdsRepository,
  ) {}

  async page(
    filter: UserFilter,
    request: ListRequest,
    teamScope: string | undefined,
  ): Promise<ListPage<ManagedUser>> {
    const conditions = userConditions({ filter, search: request.search, teamScope });
    const { items: ids, ...page } = await this.listIds.page({ table: USERS, request, conditions });
    const where = { id: { in: ids } };
    const rows = await onDatabase(this.prisma, (client) =>
      client.user.findMany({ where, include: WITH_TEAM }),
    );
    return { ...page, items: inOrderOf(ids, rows.map(userOf)) };
  }

  find(id: string, teamScope: string | undefined): Promise<ManagedUser | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const where = { AND: [{ id }, within(teamScope)] };
      const row = await client.user.findFirst({ where, include: WITH_TEAM });
      return row === null ? undefined : userOf(row);
    });
  }

  insert(user: ManagedUser, entry: AuditRecord): Promise<ManagedUser> {
    const data = { id: user.id, createdAt: user.createdAt, ...columnsOf(user) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.user.create({ data, include: WITH_TEAM });
      await transaction.auditEntry.create({ data: entry });
      return userOf(row);
    });
  }

  /** Changes a user as `decide` says; see `KeysRepository.change`. */
  change(
    id: string,
    teamScope: string | undefined,
    decide: (before: ManagedUser) => { after: ManagedUser; entry: AuditRecord } | undefined,
  ): Promise<ManagedUser | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const found = await lock(transaction, id, teamScope);
      if (found === undefined) return undefined;
      const change = decide(found);
      if (change === undefined) return found;
      const data = columnsOf(change.after);
      const row = await transaction.user.update({ where: { id }, data, include: WITH_TEAM });
      await transaction.auditEntry.create({ data: change.entry });
      return userOf(row);
    });
  }

  /**
   * Deletes a user without keys that still can work; revoked ones lose their user. `entryOf` sees it and the number of
   * its keys, and throws to keep it. Undefined when there is no such user within the scope.
   */
  delete(
    id: string,
    teamScope: string | undefined,
    entryOf: (user: ManagedUser, keys: number) => AuditRecord,
  ): Promise<ManagedUser | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const found = await lock(transaction, id, teamScope);
      if (found === undefined) return undefined;
      const keys = await transaction.virtualKey.count({ where: { userId: id, revokedAt: null } });
      const entry = entryOf(found, keys);
      await transaction.virtualKey.updateMany({ where: { userId: id }, data: { userId: null } });
      await transaction.user.delete({ where: { id } });
      await transaction.auditEntry.create({ data: entry });
      return found;
    });
  }
}

/** Nothing new can be tied to a row that is locked like this. */
async function lock(
  transaction: Transaction,
  id: string,
  teamScope: string | undefined,
): Promise<ManagedUser | undefined> {
  await transaction.$queryRaw`SELECT 1 FROM users WHERE id = ${id}::uuid FOR UPDATE`;
  const where = { AND: [{ id }, within(teamScope)] };
  const row = await transaction.user.findFirst({ where, include: WITH_TEAM });
  return row === null ? undefined : userOf(row);
}

function columnsOf(user: ManagedUser) {
  const { name, email, teamId, isBlocked } = user;
  return { ...settingsColumns(user), name, email, teamId, isBlocked };
}

function userOf({ team, ...row }: UserRow): ManagedUser {
  const { id, name, email, teamId, isBlocked, createdAt, updatedAt } = row;
  const teamName = team?.name ?? null;
  return { id, name, email, teamId, teamName, ...settingsOf(row), isBlocked, createdAt, updatedAt };
}

function within(teamScope: string | undefined): Prisma.UserWhereInput {
  return teamScope === undefined ? {} : { teamId: teamScope };
}
