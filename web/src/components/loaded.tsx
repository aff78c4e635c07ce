import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ErrorState } from './error-state.js';
import { LoadingState } from './loading-state.js';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** Pixels that its place is kept with. */
  height: number;
  children: (data: T) => ReactNode;
}

/** What a query answered; until then its place, or what went wrong and a way to ask again. */
export function Loaded<T>({ query: { data, error, refetch }, height, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data);
  if (error === null) return <LoadingState height={height} />;
  return <ErrorState error={error} onRetry={() => void refetch()} />;
}
