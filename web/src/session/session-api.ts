import { queryOptions } from '@tanstack/react-query';

import { answerOf } from '../api/answer-of.js';
import { ApiError } from '../api/api-error.js';
import { api } from '../api/client.js';
import { csrfToken } from '../api/csrf-token.js';
import { SESSION_KEY } from '../api/query-client.js';
import type { Session } from '../api/answers.js';

const LOOK_AGAIN_MS = 5 * 60_000;

/** Set while people who signed out of an open gateway shall not be signed in again by the page itself. */
let hasSignedOut = false;

/** Who is here, for `useQuery`. */
export const SESSION_QUERY = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: findSession,
  staleTime: LOOK_AGAIN_MS,
});

/** The session of this browser, or null. A gateway without a master key gives one for the asking. */
async function findSession(): Promise<Session | null> {
  const kept = await unlessRefused(answerOf(api.GET('/admin/session')));
  const session = kept ?? (hasSignedOut ? null : await unlessRefused(signIn(undefined)));
  csrfToken.set(session?.csrf_token);
  return session;
}

/** @throws ApiError when the key is not one that opens the console, or after too many tries. */
export async function signIn(key: string | undefined): Promise<Session> {
  const session = await answerOf(api.POST('/admin/session', { body: key === undefined ? {} : { key } }));
  hasSignedOut = false;
  csrfToken.set(session.csrf_token);
  return session;
}

export async function signOut(): Promise<void> {
  hasSignedOut = true;
  await unlessRefused(answerOf(api.DELETE('/admin/session')));
  csrfToken.set(undefined);
}

async function unlessRefused<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}
