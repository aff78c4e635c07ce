import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

import { formatUtc } from '../../components/when.js';

const MS_A_SECOND = 1000;
const SECONDS_A_MINUTE = 60;

/** How long it is until a time, second by second. */
export function Countdown({ until }: { until: string }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useInterval(() => setNowMs(Date.now()), MS_A_SECOND, { autoInvoke: true });
  return (
    <time dateTime={until} title={formatUtc(new Date(until))}>
      {waitText(Date.parse(until) - nowMs)}
    </time>
  );
}

function waitText(ms: number): string {
  const seconds = Math.ceil(ms / MS_A_SECOND);
  if (seconds <= 0) return 'back any moment';
  if (seconds < SECONDS_A_MINUTE) return `${seconds} s to go`;
  return `${Math.floor(seconds / SECONDS_A_MINUTE)} min ${seconds % SECONDS_A_MINUTE} s to go`;
}
