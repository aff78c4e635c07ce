import { Injectable } from '@nestjs/common';

import type { AuditRecord } from '../access/audit-entry.js';
import { inTransaction, onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Transaction } from '../database/run-transaction.js';
import type { Prisma, Team } from '../generated/prisma/client.js';
import { teamConditions, TEAMS } from './list-conditions.js';
import { inOrderOf, ListIdsRepository } from './list-ids.repository.js';
import type { ListPage, ListRequest } from './list-request.js';
import type { ManagedTeam } from './managed-team.js';
import { settingsColumns, settingsOf } from './settings-columns.js';

/** What hangs on a team and keeps it from being deleted. */
export interface TeamMembers {
  keys: number;
  users: number;
  adminKeys: number;
}

/** The teams as they are managed. */
@Injectable()
export class TeamsRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly listIds: ListIdsRepository,
  ) {}

  async page(
    filter: { name?: string },
    request: ListRequest,
    teamScope: string | undefined,
  ): Promise<ListPage<ManagedTeam>> {
    const conditions = teamConditions({ filter, search: request.search, teamScope });
    const { items: ids, ...page } = await this.listIds.page({ table: TEAMS, request, conditions });
    const where = { id: { in: ids } };
    const rows = await onDatabase(this.prisma, (client) => client.team.findMany({ where }));
    return { ...page, items: inOrderOf(ids, rows.map(teamOf)) };
  }

  find(id: string, teamScope: string | undefined): Promise<ManagedTeam | undefined> {
    return onDatabase(this.prisma, async (client) => {
      const row = await client.team.findFirst({ where: { AND: [{ id }, within(teamScope)] } });
      return row === null ? undefined : teamOf(row);
    });
  }

  insert(team: ManagedTeam, entry: AuditRecord): Promise<ManagedTeam> {
    const data = { id: team.id, createdAt: team.createdAt, ...columnsOf(team) };
    return inTransaction(this.prisma, async (transaction) => {
      const row = await transaction.team.create({ data });
      await transaction.auditEntry.create({ data: entry });
      return teamOf(row);
    });
  }

  /** Changes a team as `decide` says; see `KeysRepository.change`. */
  change(
    id: string,
    decide: (before: ManagedTeam) => { after: ManagedTeam; entry: AuditRecord } | undefined,
  ): Promise<ManagedTeam | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const found = await lock(transaction, id);
      if (found === undefined) return undefined;
      const change = decide(found);
      if (change === undefined) return found;
      const row = await transaction.team.update({ where: { id }, data: columnsOf(change.after) });
      await transaction.auditEntry.create({ data: change.entry });
      return teamOf(row);
    });
  }

  /**
   * Deletes a team on which nothing hangs but revoked keys, which lose it. `entryOf` sees it and its members, and
   * throws to keep it. Undefined when there is no such team.
   */
  delete(
    id: string,
    entryOf: (team: ManagedTeam, members: TeamMembers) => AuditRecord,
  ): Promise<ManagedTeam | undefined> {
    return inTransaction(this.prisma, async (transaction) => {
      const found = await lock(transaction, id);
      if (found === undefined) return undefined;
      const entry = entryOf(found, await countMembers(transaction, id));
      await transaction.virtualKey.updateMany({ where: { teamId: id }, data: { teamId: null } });
      await transaction.adminKey.updateMany({ where: { teamId: id }, data: { teamId: null } });
      await transaction.team.delete({ where: { id } });
      await transaction.auditEntry.create({ data: entry });
      return found;
    });
  }
}

/** Nothing new can be tied to a row that is locked like this. */
async function lock(transaction: Transaction, id: string): Promise<ManagedTeam | undefined> {
  await transaction.$queryRaw`SELECT 1 FROM teams WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await transaction.team.findUnique({ where: { id } });
  return row === null ? undefined : teamOf(row);
}

async function countMembers(transaction: Transaction, teamId: string): Promise<TeamMembers> {
  const working = { teamId, revokedAt: null };
  return {
    keys: await transaction.virtualKey.count({ where: working }),
    users: await transaction.user.count({ where: { teamId } }),
    adminKeys: await transaction.adminKey.count({ where: working }),
  };
}

function columnsOf(team: ManagedTeam) {
  const { name, isBlocked } = team;
  return { ...settingsColumns(team), name, isBlocked };
}

function teamOf(row: Team): ManagedTeam {
  const { id, name, isBlocked, createdAt, updatedAt } = row;
  return { id, name, ...settingsOf(row), isBlocked, createdAt, updatedAt };
}

function within(teamScope: string | undefined): Prisma.TeamWhereInput {
  return teamScope === undefined ? {} : { id: teamScope };
}
