import { VisuallyHidden } from '@mantine/core';

import { type Answer, openToolCalls, textOf, type Turn } from './conversation.js';
import { usePlaygroundState } from './use-playground.js';

const READ_ALOUD = 600;

/** Tells those who do not see it when an answer begins and what it says when it is over, and nothing in between. */
export function Announcer() {
  const words = usePlaygroundState(({ turns }) => wordsFor(turns.at(-1)));
  return (
    <VisuallyHidden role="status" aria-label="Progress">
      {words}
    </VisuallyHidden>
  );
}

/** A failure is an alert already. */
const WORDS: Readonly<Record<Answer['state'], (answer: Answer) => string>> = {
  waiting: () => 'The model is answering.',
  writing: () => 'The model is answering.',
  stopped: () => 'The answer was stopped.',
  failed: () => '',
  whole: (answer) => {
    const calls = openToolCalls(answer).map(({ name }) => `It calls the tool ${name}.`);
    return ['The answer is there.', textOf(answer).slice(0, READ_ALOUD), ...calls].join(' ');
  },
};

function wordsFor(turn: Turn | undefined): string {
  return turn?.kind === 'answer' ? WORDS[turn.state](turn) : '';
}
