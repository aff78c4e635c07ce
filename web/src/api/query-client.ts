import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiError } from './api-error.js';
import type { Session } from './answers.js';

/** Where the session is kept; null when nobody is signed in. */
export const SESSION_KEY = ['session'] as const;

const MAX_RETRIES = 2;
const FRESH_MS = 10_000;

/** Remembers answers for a short while; what is refused is not asked again, and a session that ended is forgotten. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetEndedSession }),
  mutationCache: new MutationCache({ onError: forgetEndedSession }),
  defaultOptions: {
    queries: { retry: isWorthRetrying, staleTime: FRESH_MS, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** Takes over another session, or none, and forgets what was read in the one before. */
export function changeSession(session: Session | null): void {
  queryClient.setQueryData(SESSION_KEY, session);
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const isRefused = error instanceof ApiError && error.status < 500;
  return !isRefused && failures < MAX_RETRIES;
}

/** The page keeps its address, so that who signs in again is back where they were. */
function forgetEndedSession(error: Error): void {
  if (!(error instanceof ApiError)) return;
  if (error.status === 401) queryClient.setQueryData(SESSION_KEY, null);
  // Somebody signed in anew on another page of this browser: its token is the one that counts.
  if (error.code === 'csrf_token_invalid') void queryClient.invalidateQueries({ queryKey: SESSION_KEY });
}
