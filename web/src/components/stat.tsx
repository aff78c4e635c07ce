import { Group, Skeleton, Text } from '@mantine/core';

import { Change } from './change.js';

interface StatProps {
  label: string;
  /** Undefined while it is on its way. */
  value: number | null | undefined;
  /** The same in the time before; undefined: not compared. */
  previous?: number | null;
  format: (value: number) => string;
  /** Whether more of it is good news; without it the change has no colour. */
  better?: 'more' | 'less';
}

/** A figure with its name, and how it changed. */
export function Stat({ label, value, previous, format, better }: StatProps) {
  return (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap="xs" align="baseline" h={36}>
        {value === undefined ? (
          <Skeleton h={22} w={96} mt={6} />
        ) : (
          <Text fz={24} fw={650} lh={1.4}>
            {value === null ? '–' : format(value)}
          </Text>
        )}
        <Change value={value} previous={previous} better={better} />
      </Group>
    </>
  );
}
