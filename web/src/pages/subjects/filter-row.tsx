import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a list is narrowed by, above it. */
export function FilterRow({ children }: { children: ReactNode }) {
  return (
    <Group mb="md" gap="sm" role="search">
      {children}
    </Group>
  );
}
