import { Injectable } from '@nestjs/common';

import { type Page, pageOfRows, type PageRequest } from '../../database/keyset-page.js';
import { PrismaService } from '../../database/prisma.service.js';
import type { AuditEntry, Prisma } from '../../generated/prisma/client.js';

/** Which entries are wanted. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  objectType?: string;
  objectId?: string;
  /** The earliest, and the first that is too late. */
  from?: Date;
  to?: Date;
}

/** One entry: who changed what, when. */
export interface AuditItem extends Omit<AuditEntry, 'id'> {
  id: string;
}

/** Reads what the changes themselves have written. */
@Injectable()
export class AuditRepository {
  constructor(private readonly prisma: PrismaService) {}

  async page(
    filter: AuditFilter,
    page: PageRequest,
    teamScope: string | undefined,
  ): Promise<Page<AuditItem>> {
    const where: Prisma.AuditEntryWhereInput = {
      ...equalities(filter),
      createdAt: { gte: filter.from, lt: filter.to },
      ...(teamScope === undefined ? {} : { teamId: teamScope }),
      ...(page.after === undefined ? {} : { id: { lt: BigInt(page.after.id) } }),
    };
    const rows = await this.prisma.run((client) =>
      client.auditEntry.findMany({ where, orderBy: { id: 'desc' }, take: page.limit + 1 }),
    );
    return pageOfRows(
      rows.map((row) => ({ ...row, id: String(row.id) })),
      page,
    );
  }
}

function equalities({ actor, action, objectType, objectId }: AuditFilter) {
  return { actor, action, objectType, objectId };
}
