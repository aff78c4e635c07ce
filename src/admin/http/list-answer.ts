import type { Page, PagePosition } from '../../database/keyset-page.js';
import { InvalidRequestError } from '../../errors/gateway-error.js';

/** A list of the admin API. */
export interface ListAnswer<T> {
  data: T[];
  has_more: boolean;
  /** Gives the next page as `?cursor=`; null on the last one. */
  next_cursor: string | null;
}

/** What the ids of a list look like. */
const ID_FORMS = {
  uuid: /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  number: /^(\d{1,15})\.(\d{1,18})$/,
  text: /^(\d{1,15})\.([\x21-\x7e]{1,128})$/,
};
/** The year 10000; dates after it are written otherwise. */
const LATEST_MS = 253_402_300_800_000;

export type IdForm = keyof typeof ID_FORMS;

/** A page as the answer to its request. */
export function listAnswer<T, A>(
  { items, hasMore }: Page<T>,
  answerOf: (item: T) => A,
  positionOf: (item: T) => PagePosition,
): ListAnswer<A> {
  const last = items.at(-1);
  return {
    data: items.map(answerOf),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
}

/** An opaque name for a place in a list. */
export function encodeCursor({ createdAtMs, id }: PagePosition): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString('base64url');
}

/**
 * The place that a cursor names.
 *
 * @throws InvalidRequestError when it was not made by `encodeCursor` for a list with such ids.
 */
export function decodeCursor(cursor: string, idForm: IdForm = 'uuid'): PagePosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, createdAtMs, id] = ID_FORMS[idForm].exec(text) ?? [];
  if (createdAtMs === undefined || id === undefined || Number(createdAtMs) > LATEST_MS) {
    throw new InvalidRequestError({
      param: 'cursor',
      message: 'The "cursor" is not one that a list gave as "next_cursor".',
    });
  }
  return { createdAtMs: Number(createdAtMs), id };
}
