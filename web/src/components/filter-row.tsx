import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** Of a field in it: all of the width on narrow screens. */
export const FILTER_WIDTH = { base: '100%', sm: 210 };

/** What a list is narrowed by, above it. */
export function FilterRow({ children }: { children: ReactNode }) {
  return (
    <Group mb="md" gap="sm" role="search">
      {children}
    </Group>
  );
}
