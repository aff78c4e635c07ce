import { Badge } from '@mantine/core';

const COLORS: Readonly<Record<string, string>> = {
  active: 'green',
  available: 'green',
  completed: 'green',
  healthy: 'green',
  ok: 'green',
  up: 'green',
  cancelled: 'gray',
  paused: 'gray',
  revoked: 'gray',
  unused: 'gray',
  cooling_down: 'orange',
  degraded: 'orange',
  expired: 'orange',
  limited: 'orange',
  probing: 'orange',
  refused: 'orange',
  warning: 'orange',
  blocked: 'red',
  critical: 'red',
  down: 'red',
  failed: 'red',
  parked: 'red',
  unavailable: 'red',
  unreadable: 'red',
};

/** A state in one word, as the API writes it; its colour only underlines it. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <Badge variant="dot" color={COLORS[status] ?? 'gray'}>
      {status.replaceAll('_', ' ')}
    </Badge>
  );
}
