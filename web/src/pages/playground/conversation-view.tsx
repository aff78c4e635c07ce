import { Stack } from '@mantine/core';

import { EmptyState } from '../../components/empty-state.js';
import { AnswerView } from './answer-view.js';
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { QuestionView } from './question-view.js';
import { usePlaygroundState } from './use-playground.js';
import { useStayAtEnd } from './use-stay-at-end.js';

/** What was said, and where one says the next thing. */
export function ConversationView() {
  const turns = usePlaygroundState((state) => state.turns);
  useStayAtEnd(turns);
  return (
    <Stack
      component="section"
      aria-label="Conversation"
      flex={1}
      miw={0}
      w="100%"
      mih={{ base: 320, md: 'calc(100dvh - 180px)' }}
    >
      {turns.length === 0 && (
        <EmptyState title="Say something to a model">
          Choose a key and a model. It is a real call: the key pays for it, and it is recorded.
        </EmptyState>
      )}
      <Stack component="ol" className="plain-list" gap="lg">
        {turns.map((turn, index) => (
          <li key={turn.id}>
            {turn.kind === 'question' ? (
              <QuestionView question={turn} />
            ) : (
              <AnswerView answer={turn} isLast={index === turns.length - 1} />
            )}
          </li>
        ))}
      </Stack>
      <Announcer />
      <Composer />
    </Stack>
  );
}
