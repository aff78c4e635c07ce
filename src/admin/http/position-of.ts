import type { PagePosition } from '../../database/keyset-page.js';

/** Where something stands in a list that is sorted newest first. */
export function positionOf({ createdAt, id }: { createdAt: Date; id: string }): PagePosition {
  return { createdAtMs: createdAt.getTime(), id };
}
