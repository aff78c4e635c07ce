import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { Stat, type StatProps } from './stat.js';

interface StatTileProps extends StatProps {
  /** A word more, below. */
  note?: ReactNode;
}

/** One figure in a frame of its own, for a row of them. */
export function StatTile({ note, ...stat }: StatTileProps) {
  return (
    <Paper p="md" component="section" aria-label={stat.label}>
      <Stat {...stat} />
      {note !== undefined && (
        <Text size="xs" c="dimmed" mih={19}>
          {note}
        </Text>
      )}
    </Paper>
  );
}
