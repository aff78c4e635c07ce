import { EmptyState as MantineEmptyState } from '@mantine/core';
import { IconMoodEmpty } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What to do about it. */
  children?: ReactNode;
  /** A button or two. */
  actions?: ReactNode;
  icon?: ReactNode;
}

/** What is shown where there is nothing to show. */
export function EmptyState({ title, children, actions, icon }: EmptyStateProps) {
  return (
    <MantineEmptyState
      py="xl"
      size="sm"
      title={title}
      description={children}
      icon={icon ?? <IconMoodEmpty stroke={1.4} aria-hidden />}
    >
      {actions !== undefined && <MantineEmptyState.Actions>{actions}</MantineEmptyState.Actions>}
    </MantineEmptyState>
  );
}
