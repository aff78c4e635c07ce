import { InvalidRequestError } from '../../errors/gateway-error.js';
import type { ListPage, ListPosition, ListRequest, ListSort } from '../../keys/list-request.js';
import { UUID } from './field.decorator.js';
import type { ListAnswer } from './list-answer.js';
import { isKeepableText } from './parse-admin-body.js';

/** A list of the admin API that can be sorted. */
export interface SortedListAnswer<T> extends ListAnswer<T> {
  /** How many there are in all; null: more than are counted. */
  total: number | null;
}

interface Listed {
  id: string;
  name: string | null;
  createdAt: Date;
}

/** The year 10000; dates after it are written otherwise. */
const LATEST_MS = 253_402_300_800_000;

/** A page as the answer to its request. */
export function sortedListAnswer<T extends Listed, A>(
  { items, hasMore, total }: ListPage<T>,
  { sort }: ListRequest,
  answerOf: (item: T) => A,
): SortedListAnswer<A> {
  const last = items.at(-1);
  return {
    data: items.map(answerOf),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? sortedCursor(last, sort) : null,
    total,
  };
}

/** @throws InvalidRequestError when it was not made by a list in this order. */
export function readSortedCursor(cursor: string, sort: ListSort): ListPosition {
  const [ofSort, value, id] = parsed(cursor);
  const isWhole = typeof id === 'string' && UUID.test(id) && ofSort === sort;
  if (isWhole && (sort.endsWith('name') ? isNameText(value) : isTime(value))) {
    return { value: value as string | number, id };
  }
  throw new InvalidRequestError({
    param: 'cursor',
    message: 'The "cursor" is not one that a list in this order gave as "next_cursor".',
  });
}

function sortedCursor({ id, name, createdAt }: Listed, sort: ListSort): string {
  const value = sort.endsWith('name') ? (name ?? '') : createdAt.getTime();
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isNameText(value: unknown): boolean {
  return typeof value === 'string' && isKeepableText(value);
}

function isTime(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= LATEST_MS;
}
