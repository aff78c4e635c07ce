import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import { EmptyState } from './empty-state.js';

interface NothingFitsProps {
  /** What the list is of, such as `keys`. */
  plural: string;
  onClear: () => void;
  /** What else to look for. */
  children?: ReactNode;
}

/** In place of a list that filters have left empty. */
export function NothingFits({ plural, onClear, children }: NothingFitsProps) {
  const all = (
    <Button variant="default" onClick={onClear}>
      Show all {plural}
    </Button>
  );
  return (
    <EmptyState title={`No ${plural} fit`} actions={all}>
      {children ?? 'Search for less, or with fewer filters.'}
    </EmptyState>
  );
}
