import { Alert, Button, Paper } from '@mantine/core';
import { IconPlayerStop, IconSend } from '@tabler/icons-react';

import type { MouseEvent } from 'react';

import { openToolCalls } from './conversation.js';
import { DraftFields } from './draft-fields.js';
import { resultFor } from './playground.js';
import { usePlayground, usePlaygroundState } from './use-playground.js';

/** Where one writes what is sent next. It stays in sight. */
export function Composer() {
  const { setDraft, send } = usePlayground();
  const draft = usePlaygroundState((state) => state.draft);
  const lastTurn = usePlaygroundState(({ turns }) => turns.at(-1));
  const problem = usePlaygroundState((state) => state.problem);
  const results = openToolCalls(lastTurn).map((call) => resultFor(call, draft));
  return (
    <Paper p="sm" pos="sticky" bottom={8} mt="auto" shadow="sm" component="section" aria-label="Your message">
      {problem !== undefined && (
        <Alert role="alert" color="orange" p="xs" mb="xs">
          {problem}
        </Alert>
      )}
      <DraftFields
        label="Say something"
        draft={draft}
        results={results}
        onChange={setDraft}
        onSend={send}
        actions={<SendOrStop />}
      />
    </Paper>
  );
}

function SendOrStop() {
  const { send, stop } = usePlayground();
  const isAnswering = usePlaygroundState((state) => state.isAnswering);
  // The second click of a double click is not meant to stop what the first one sent.
  const stopUnlessDoubled = ({ detail }: MouseEvent): void => {
    if (detail <= 1) stop();
  };
  // One button, so that the focus stays where it is.
  return (
    <Button
      size="xs"
      miw={92}
      color={isAnswering ? 'red' : undefined}
      leftSection={
        isAnswering ? <IconPlayerStop size={16} aria-hidden /> : <IconSend size={16} aria-hidden />
      }
      onClick={isAnswering ? stopUnlessDoubled : send}
    >
      {isAnswering ? 'Stop' : 'Send'}
    </Button>
  );
}
