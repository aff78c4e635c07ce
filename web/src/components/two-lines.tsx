import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

const WIDEST = 172;

/** In a cell of a list: a value, and a smaller one that belongs to it. */
export function TwoLines({ children, below }: { children: ReactNode; below: string }) {
  return (
    <>
      <Text
        component="div"
        size="sm"
        truncate
        maw={WIDEST}
        title={typeof children === 'string' ? children : undefined}
      >
        {children}
      </Text>
      <Text size="xs" c="dimmed" h={18} truncate maw={WIDEST} title={below}>
        {below}
      </Text>
    </>
  );
}
