import { Box, Text } from '@mantine/core';

import { StatusBadge } from '../../components/status-badge.js';
import { Countdown } from './countdown.js';
import type { Deployment } from './deployment.js';

const REASONS: Readonly<Record<string, string>> = {
  rate_limited: 'rate limited',
  overloaded: 'upstream is overloaded',
  failed: 'too many failures',
  slow: 'too slow',
  credential: 'credential refused',
};

/** How a deployment is, why, and until when. */
export function HealthLine({ deployment: { health, status, problem } }: { deployment: Deployment }) {
  const reason = status?.reason;
  const until = status?.until;
  return (
    <Box title={problem ?? status?.error?.message}>
      <StatusBadge status={health} />
      <Text size="xs" c="dimmed" h={18} truncate maw={260}>
        {problem !== null && 'credential cannot be read'}
        {reason && (REASONS[reason] ?? reason)}
        {until && (
          <>
            {', '}
            <Countdown until={until} />
          </>
        )}
      </Text>
    </Box>
  );
}
