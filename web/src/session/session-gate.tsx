import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ErrorState } from '../components/error-state.js';
import { SESSION_QUERY } from './session-api.js';
import { SignInPage } from './sign-in-page.js';
import { SessionContext } from './use-session.js';

/** Shows its children to whoever is signed in, and the way in to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useQuery(SESSION_QUERY);
  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  if (session === null) return <SignInPage />;
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
