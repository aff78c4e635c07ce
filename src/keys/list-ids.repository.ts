import { Injectable } from '@nestjs/common';

import { onDatabase } from '../database/on-database.js';
import { PrismaService } from '../database/prisma.service.js';
import type { ListPage } from './list-request.js';
import {
  countStatement,
  indexStatement,
  type ListWish,
  type Statement,
  walkStatement,
} from './list-statements.js';

/** Finds which rows a page of keys, teams or users has, however many there are. */
@Injectable()
export class ListIdsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The ids of a page, in its order. */
  async page(wish: ListWish): Promise<ListPage<string>> {
    const [ids, total] = await Promise.all([this.ids(wish), this.total(wish)]);
    const { limit } = wish.request;
    return { items: ids.slice(0, limit), hasMore: ids.length > limit, total };
  }

  private async ids(wish: ListWish): Promise<string[]> {
    const isFiltered = wish.conditions(() => '').length > 0;
    const near = await this.select<{ id: string }>(walkStatement(wish));
    const isWhole = near.length > wish.request.limit || !isFiltered;
    const rows = isWhole ? near : await this.select<{ id: string }>(indexStatement(wish));
    return rows.map(({ id }) => id);
  }

  private async total(wish: ListWish): Promise<number | null> {
    const { most, ...statement } = countStatement(wish);
    const [row] = await this.select<{ total: number }>(statement);
    return row === undefined || row.total > most ? null : row.total;
  }

  private select<Row>({ sql, parameters }: Statement): Promise<Row[]> {
    return onDatabase(this.prisma, (client) => client.$queryRawUnsafe<Row[]>(sql, ...parameters));
  }
}

/** Rows that were found by their ids, in the order of these. */
export function inOrderOf<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
