import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ErrorState } from '../../components/error-state.js';
import { LoadingState } from '../../components/loading-state.js';
import { PageHeader } from '../../components/page-header.js';
import { BackLink } from '../../components/back-link.js';
import { type Kind, KINDS } from './kinds.js';

const WAITING_HEIGHT = 560;

interface SubjectViewProps<T> {
  kind: Kind;
  query: UseQueryResult<T>;
  children: (subject: T) => ReactNode;
}

/** A page about one key, team or user: the way back, and what is shown until it is there. */
export function SubjectView<T>({ kind, query: { data, error, refetch }, children }: SubjectViewProps<T>) {
  const { path, plural } = KINDS[kind];
  return (
    <>
      <BackLink href={path}>{`All ${plural}`}</BackLink>
      {data !== undefined && children(data)}
      {data === undefined && <PageHeader title={`A ${kind}`} />}
      {data === undefined && error === null && <LoadingState height={WAITING_HEIGHT} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </>
  );
}
