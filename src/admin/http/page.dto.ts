import type { PageRequest } from '../../database/keyset-page.js';
import { Optional, Rule, Text } from './field.decorator.js';
import { decodeCursor, type IdForm } from './list-answer.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** How many of a list are wanted at most. */
export const PageLimit = (): PropertyDecorator =>
  Rule('limit', isLimit, `must be a whole number from 1 to ${MAX_LIMIT}`);

/** Which part of a list is wanted. */
export class PageQuery {
  @Optional()
  @PageLimit()
  limit?: string;

  @Optional()
  @Text()
  cursor?: string;
}

/** The page that a checked query asks for. Throws InvalidRequestError when the cursor is none of ours. */
export function pageRequestOf({ limit, cursor }: PageQuery, idForm?: IdForm): PageRequest {
  return {
    limit: pageLimitOf(limit),
    ...(cursor === undefined ? {} : { after: decodeCursor(cursor, idForm) }),
  };
}

/** How many are wanted at most. */
export function pageLimitOf(limit: string | undefined): number {
  return limit === undefined ? DEFAULT_LIMIT : Number(limit);
}

function isLimit(value: unknown): boolean {
  return (
    typeof value === 'string' && /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_LIMIT
  );
}
