import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';

import { useRefresh } from './use-refresh.js';

interface Removal {
  /** The list that is gone back to. */
  listPath: string;
  /** Under what the removed one is kept. */
  queryKey: QueryKey;
  remove: () => Promise<unknown>;
}

/** Removes what a page is about, and leaves the page. */
export function useRemoval({ listPath, queryKey, remove }: Removal): () => Promise<void> {
  const [, goTo] = useLocation();
  const cache = useQueryClient();
  const refresh = useRefresh();
  return async () => {
    await remove();
    goTo(listPath);
    cache.removeQueries({ queryKey });
    await refresh();
  };
}
