import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import { EmptyState } from '../../components/empty-state.js';
import { type Kind, KINDS } from './kinds.js';
import { NewLink } from './new-link.js';

interface NothingListedProps {
  kind: Kind;
  isFiltered: boolean;
  onClear: () => void;
  canMake: boolean;
  /** What one is good for. */
  children: ReactNode;
}

/** In place of an empty list: what to do about it. */
export function NothingListed({ kind, isFiltered, onClear, canMake, children }: NothingListedProps) {
  const { plural } = KINDS[kind];
  if (isFiltered) {
    return (
      <EmptyState
        title={`No ${plural} fit`}
        actions={
          <Button variant="default" onClick={onClear}>
            Show all {plural}
          </Button>
        }
      >
        Search for less, or with fewer filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No ${plural} yet`} actions={canMake && <NewLink kind={kind} />}>
      {children}
    </EmptyState>
  );
}
