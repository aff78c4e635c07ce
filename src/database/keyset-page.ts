/** Where a page ended: the next begins after it, whatever was added or removed meanwhile. */
export interface PagePosition {
  createdAtMs: number;
  id: string;
}

/** Which part of a list that is sorted newest first. */
export interface PageRequest {
  limit: number;
  after?: PagePosition;
}

/** A part of a list. */
export interface Page<T> {
  items: T[];
  hasMore: boolean;
}

/** How a page is asked of a table with `created_at` and `id`: one row more than wanted tells whether there are more. */
export function keysetQuery({ limit, after }: PageRequest) {
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
  if (after === undefined) return { where: {}, orderBy, take: limit + 1 };
  const createdAt = new Date(after.createdAtMs);
  const where = {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { id: { lt: after.id } }],
  };
  return { where, orderBy, take: limit + 1 };
}

/** The rows of a `keysetQuery` as a page. */
export function pageOfRows<T>(rows: T[], { limit }: PageRequest): Page<T> {
  return { items: rows.slice(0, limit), hasMore: rows.length > limit };
}
