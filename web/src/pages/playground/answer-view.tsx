import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { memo } from 'react';

import { AnswerBlockView } from './answer-block-view.js';
import { AnswerFacts } from './answer-facts.js';
import { AnswerFailure } from './answer-failure.js';
import type { Answer } from './conversation.js';
import { usePlayground } from './use-playground.js';

const CUT_SHORT: Readonly<Record<string, string>> = {
  max_tokens: 'Cut: it reached the most tokens that were asked for.',
  length: 'Cut: it reached the most tokens that were asked for.',
  model_context_window_exceeded: "Cut: the model's window is full.",
  pause_turn: 'Paused: send something to let it go on.',
  refusal: 'The model declined.',
  content_filter: 'The model declined.',
};

interface AnswerViewProps {
  answer: Answer;
  /** Only the last one can be asked for again. */
  isLast: boolean;
}

/** What a model answered. */
export const AnswerView = memo(function AnswerView({ answer, isLast }: AnswerViewProps) {
  const { blocks, state, failure, stopReason, request } = answer;
  const isOver = state !== 'waiting' && state !== 'writing';
  const note = stopReason === undefined ? undefined : CUT_SHORT[stopReason];
  return (
    <Box component="article" aria-label={`Answer of ${request.settings.model}`} aria-busy={!isOver}>
      <Group gap="xs" mb={4}>
        <Text size="xs" fw={650} className="breaks">
          {request.settings.model}
        </Text>
        {!isOver && <Badge color="indigo">{state}</Badge>}
        {state === 'stopped' && <Badge color="gray">stopped</Badge>}
      </Group>
      <Stack gap="sm" mih={24}>
        {blocks.map((block, index) => (
          <AnswerBlockView key={index} block={block} />
        ))}
        {note !== undefined && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
        {failure !== undefined && <AnswerFailure failure={failure} />}
        {isOver && <AnswerFacts answer={answer} />}
        {isOver && isLast && <AskAgain hasFailed={state === 'failed'} />}
      </Stack>
    </Box>
  );
});

function AskAgain({ hasFailed }: { hasFailed: boolean }) {
  const { regenerate } = usePlayground();
  return (
    <Group>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={regenerate}
      >
        {hasFailed ? 'Try again' : 'Regenerate'}
      </Button>
    </Group>
  );
}
