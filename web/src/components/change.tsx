import { Text } from '@mantine/core';

import { formatShare } from './format-share.js';

interface ChangeProps {
  value: number | null | undefined;
  /** The same in the time before; undefined: not compared. */
  previous: number | null | undefined;
  /** Whether more of it is good news; without it the change has no colour. */
  better?: 'more' | 'less';
}

/** By how much a figure differs from that of the time before. */
export function Change({ value, previous, better }: ChangeProps) {
  if (value === null || value === undefined || !previous) return null;
  const share = (value - previous) / previous;
  return (
    <Text size="xs" c={colorOf(share, better)} title="Against the time before, as long">
      {share > 0 ? '+' : ''}
      {formatShare(share)}
    </Text>
  );
}

function colorOf(share: number, better: ChangeProps['better']): string {
  if (share === 0 || better === undefined) return 'dimmed';
  return share > 0 === (better === 'more') ? 'var(--good)' : 'var(--mantine-color-error)';
}
