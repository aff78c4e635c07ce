import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../access/audit-entry.js';
import { keysetQuery, type Page, pageOfRows, type PageRequest } from '../database/keyset-page.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Transaction } from '../database/run-transaction.js';
import type { Prisma, User } from '../generated/prisma/client.js';
import type { ManagedUser } from './managed-user.js';
import { settingsColumns, settingsOf } from './settings-columns.js';
import { startsWith } from './starts-with.js';

/** Which users are wanted. */
export interface UserFilter {
  teamId?: string;
  /** What the name begins with, in small or capital letters. */
  name?: string;
  email?: string;
}

/** The users as they are managed. */
@Injectable()
export class UsersRepository {
  constructor(private readonly prisma: PrismaService) {}

  page(
    { teamId, name, email }: UserFilter,
    page: PageRequest,
    teamScope: string | undefined,
  ): Promise<Page<ManagedUser>> {
    return onDatabase(this.prisma, async (client) => {
      const { where, ...query } = keysetQuery(page);
      const named = name === undefined ? {} : { name: startsWith(name) };
      const rows = await client.user.findMany({
        where: { AND: [where, named, { teamId, email }, within(teamScope)] },
        ...query,
      });
      return pageOfRows(rows.map(userOf), page);
    });
  }

  find(id: string, teamScope: string | undefined): Promise<ManagedUser | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const row = await client.user.findFirst({ where: { AND: [{ id }, within(teamScope)] } });
      return row === null ? undefined : userOf(row);
    });
  }

  insert(user: ManagedUser, entry: AuditRecord): Promise<ManagedUser> {
    const data = { id: user.id, createdAt: user.createdAt, ...columnsOf(user) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.user.create({ data });
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
      const row = await transaction.user.update({ where: { id }, data: columnsOf(change.after) });
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
  const row = await transaction.user.findFirst({ where: { AND: [{ id }, within(teamScope)] } });
  return row === null ? undefined : userOf(row);
}

function columnsOf(user: ManagedUser) {
  const { name, email, teamId, isBlocked } = user;
  return { ...settingsColumns(user), name, email, teamId, isBlocked };
}

function userOf(row: User): ManagedUser {
  const { id, name, email, teamId, isBlocked, createdAt, updatedAt } = row;
  return { id, name, email, teamId, ...settingsOf(row), isBlocked, createdAt, updatedAt };
}

function within(teamScope: string | undefined): Prisma.UserWhereInput {
  return teamScope === undefined ? {} : { teamId: teamScope };
}
