import { LIST_SORTS, type ListRequest, type ListSort } from '../../keys/list-request.js';
import { definedOnly } from './defined-only.js';
import { OneOf, Optional, Rule, Text } from './field.decorator.js';
import { PageLimit, pageLimitOf } from './page.dto.js';
import { readSortedCursor } from './sorted-list-answer.js';

/** Holds a name, in letters of up to four bytes. */
const LONGEST_CURSOR = 2_000;

/** Which part of a list of keys, teams or users is wanted. */
export class SortedListQuery {
  @Optional()
  @PageLimit()
  limit?: string;

  @Optional()
  @Rule('cursor', isCursor, 'must be one that a list gave as "next_cursor"')
  cursor?: string;

  /** A part of the name, of a key's preview or its user's name, or of a user's e-mail address; in any case. */
  @Optional()
  @Text()
  search?: string;

  @Optional()
  @OneOf(...LIST_SORTS)
  sort?: ListSort;
}

/** The page that a checked query asks for. Throws InvalidRequestError when the cursor is none of this order. */
export function listRequestOf({ limit, sort = '-created_at', search, cursor }: SortedListQuery): ListRequest {
  const after = cursor === undefined ? undefined : readSortedCursor(cursor, sort);
  return { limit: pageLimitOf(limit), sort, ...definedOnly({ search, after }) };
}

function isCursor(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_CURSOR;
}
