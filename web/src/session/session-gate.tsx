import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';

import { SESSION_KEY } from '../api/query-client.js';
import { ErrorState } from '../components/error-state.js';
import { lazyPart } from '../components/lazy-part.js';
import { PageErrorBoundary } from '../shell/page-error-boundary.js';
import { findSession } from './session-api.js';
import { SessionContext } from './use-session.js';

const LOOK_AGAIN_MS = 5 * 60_000;
const SignInPage = lazyPart(() => import('./sign-in-page.js'));

/** Shows its children to whoever is signed in, and the way in to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const {
    data: session,
    error,
    refetch,
  } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: findSession,
    staleTime: LOOK_AGAIN_MS,
  });
  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  if (session === null) {
    return (
      <PageErrorBoundary>
        <Suspense fallback={<Waiting />}>
          <SignInPage />
        </Suspense>
      </PageErrorBoundary>
    );
  }
  if (error === null) return <Waiting />;
  return (
    <Center component="main" mih="100dvh" p="md">
      <ErrorState error={error} onRetry={() => void refetch()} />
    </Center>
  );
}

function Waiting() {
  return (
    <Center component="main" mih="100dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
