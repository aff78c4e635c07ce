import type { Page } from '../database/keyset-page.js';

export const LIST_SORTS = ['-created_at', 'created_at', 'name', '-name'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

/** Where a page ended. */
export interface ListPosition {
  /** The name, or the time of creation in epoch milliseconds: what the list is sorted by. */
  value: string | number;
  id: string;
}

/** Which part of a list of keys, teams or users is wanted, and in which order. */
export interface ListRequest {
  limit: number;
  sort: ListSort;
  /** A part of a name or of what else is searched, in small or capital letters. */
  search?: string;
  after?: ListPosition;
}

/** A part of a list, with how many the whole of it has; null: more than is counted. */
export interface ListPage<T> extends Page<T> {
  total: number | null;
}
