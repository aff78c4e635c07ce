import { useQueryClient } from '@tanstack/react-query';

import { SESSION_KEY } from '../api/query-client.js';

/** Reads again what is shown, after a change that any of it may tell of. */
export function useRefresh(): () => Promise<void> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}
