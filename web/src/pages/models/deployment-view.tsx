import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ErrorState } from '../../components/error-state.js';
import { LoadingState } from '../../components/loading-state.js';
import { PageHeader } from '../../components/page-header.js';
import { BackLink } from '../../components/back-link.js';
import type { Deployment } from './deployment.js';

const WAITING_HEIGHT = 560;

interface DeploymentViewProps {
  query: UseQueryResult<Deployment>;
  children: (deployment: Deployment) => ReactNode;
}

/** A page about one deployment: the way back, and what is shown until it is there. */
export function DeploymentView({ query: { data, error, refetch }, children }: DeploymentViewProps) {
  return (
    <>
      <BackLink href="/models">All models</BackLink>
      {data !== undefined && children(data)}
      {data === undefined && <PageHeader title="A model" />}
      {data === undefined && error === null && <LoadingState height={WAITING_HEIGHT} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </>
  );
}
