import { Box, Group, Text } from '@mantine/core';

import { formatDuration } from '../../components/format-duration.js';
import { Card } from '../../components/card.js';
import { type TimedAttempt, type TimedPart, timingOf } from './timing.js';
import type { UsageRequest } from '../../api/answers.js';

const HUNDRED = 100;
const BAR_HEIGHT = 14;
const KINDS: Readonly<Record<TimedPart['kind'], { words: string; color: string }>> = {
  waiting: { words: 'until the first token', color: 'var(--mantine-color-indigo-3)' },
  streaming: { words: 'streaming', color: 'var(--mantine-color-indigo-7)' },
  failed: { words: 'without an answer', color: 'var(--mantine-color-red-6)' },
};

/** The attempts of a request, one after the other, and what each took its time for. */
export function TimingCard({ request }: { request: UsageRequest }) {
  const attempts = timingOf(request);
  const endMs = Math.max(1, ...attempts.map(({ toMs }) => toMs));
  return (
    <Card title="Timing" aside={<Text size="sm">{formatDuration(request.duration_ms)} in all</Text>}>
      <Box component="ol" className="plain-list">
        {attempts.map((timed) => (
          <AttemptRow key={timed.attempt.attempt_id} timed={timed} endMs={endMs} />
        ))}
      </Box>
      <Legend kinds={[...new Set(attempts.flatMap(({ parts }) => parts.map(({ kind }) => kind)))]} />
    </Card>
  );
}

function AttemptRow({ timed, endMs }: { timed: TimedAttempt; endMs: number }) {
  const { attempt, parts } = timed;
  return (
    <Box component="li" mb="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm">Attempt {attempt.attempt}</Text>
        <Text size="xs" c="dimmed">
          {wordsOf(timed)}
        </Text>
      </Group>
      <Box pos="relative" h={BAR_HEIGHT} bg="var(--mantine-color-default-hover)" aria-hidden>
        {parts.map((part) => (
          <Part key={part.kind} part={part} endMs={endMs} />
        ))}
      </Box>
    </Box>
  );
}

function Part({ part: { kind, fromMs, toMs }, endMs }: { part: TimedPart; endMs: number }) {
  const { words, color } = KINDS[kind];
  return (
    <Box
      pos="absolute"
      h={BAR_HEIGHT}
      bg={color}
      miw={2}
      title={`${words}: ${formatDuration(toMs - fromMs)}`}
      style={{
        insetInlineStart: `${(fromMs / endMs) * HUNDRED}%`,
        width: `${((toMs - fromMs) / endMs) * HUNDRED}%`,
      }}
    />
  );
}

function Legend({ kinds }: { kinds: readonly TimedPart['kind'][] }) {
  return (
    <Group gap="md">
      {kinds.map((kind) => (
        <Group key={kind} gap={6} wrap="nowrap">
          <Box w={10} h={10} bg={KINDS[kind].color} aria-hidden />
          <Text size="xs" c="dimmed">
            {KINDS[kind].words}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

/** `from 0.4 s: 640 ms until the first token, 4.6 s streaming`. */
function wordsOf({ fromMs, parts }: TimedAttempt): string {
  const taken = parts.map(
    ({ kind, fromMs: from, toMs }) => `${formatDuration(toMs - from)} ${KINDS[kind].words}`,
  );
  return `from ${formatDuration(fromMs)}: ${taken.join(', ')}`;
}
