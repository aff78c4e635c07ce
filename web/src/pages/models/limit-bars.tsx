import { Box, Group, Progress, Stack, Text } from '@mantine/core';

import { When } from '../../components/when.js';
import type { LimitLeft } from './limits-of.js';

const HUNDRED = 100;
const SCARCE = 0.1;
const SHORT = 0.25;

interface LimitBarsProps {
  limits: readonly LimitLeft[];
  /** Bars alone, with their words for those who ask. */
  compact?: boolean;
}

/** What is left of limits, as bars. */
export function LimitBars({ limits, compact = false }: LimitBarsProps) {
  return (
    <Stack gap={compact ? 4 : 'sm'}>
      {limits.map((limit) => (
        <Box key={limit.id} miw={compact ? 110 : undefined}>
          {compact ? <CompactName limit={limit} /> : <FullName limit={limit} />}
          <Bar limit={limit} size={compact ? 4 : 8} />
        </Box>
      ))}
    </Stack>
  );
}

function Bar({ limit: { name, left, words }, size }: { limit: LimitLeft; size: number }) {
  const label = `${name}: ${words}`;
  return (
    <Progress.Root size={size} role="img" aria-label={label} title={label}>
      <Progress.Section value={left * HUNDRED} color={colorOf(left)} aria-hidden withAria={false} />
    </Progress.Root>
  );
}

function CompactName({ limit: { name, words } }: { limit: LimitLeft }) {
  return (
    <Text size="xs" c="dimmed" lh={1.3} truncate maw={130} title={`${name}: ${words}`} aria-hidden>
      {name}
    </Text>
  );
}

function FullName({ limit: { name, words, resetsAt } }: { limit: LimitLeft }) {
  return (
    <Group justify="space-between" gap="xs" mb={2}>
      <Text size="sm">{name}</Text>
      <Text size="xs" c="dimmed">
        {words}
        {resetsAt !== null && (
          <>
            , until <When value={resetsAt} />
          </>
        )}
      </Text>
    </Group>
  );
}

function colorOf(left: number): string {
  if (left <= SCARCE) return 'red';
  return left <= SHORT ? 'orange' : 'indigo';
}
