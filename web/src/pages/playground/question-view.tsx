import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { memo, useState } from 'react';

import { CodeBlock } from './code-block.js';
import type { Draft, Question } from './conversation.js';
import { DraftFields } from './draft-fields.js';
import { Pictures } from './pictures.js';
import { usePlayground, usePlaygroundState } from './use-playground.js';

/** What was said to the model; it can be said differently, from there on. */
export const QuestionView = memo(function QuestionView({ question }: { question: Question }) {
  const [isEditing, setEditing] = useState(false);
  const [wasEdited, setEdited] = useState(false);
  const edit = (): void => {
    setEditing(true);
    setEdited(true);
  };
  return (
    <Paper component="article" aria-label="You" p="sm" bg="var(--mantine-color-default-hover)">
      {isEditing ? (
        <QuestionEditor question={question} onClose={() => setEditing(false)} />
      ) : (
        <Said question={question} onEdit={edit} isFocused={wasEdited} />
      )}
    </Paper>
  );
});

interface SaidProps {
  question: Question;
  onEdit: () => void;
  /** For who comes back from editing. */
  isFocused: boolean;
}

function Said({ question, onEdit, isFocused }: SaidProps) {
  const { text, pictures, results } = question;
  const isAnswering = usePlaygroundState((state) => state.isAnswering);
  return (
    <Stack gap="xs">
      <Group justify="space-between" mih={22}>
        <Text size="xs" fw={650}>
          You
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPencil size={14} aria-hidden />}
          disabled={isAnswering}
          autoFocus={isFocused}
          onClick={onEdit}
        >
          Edit
        </Button>
      </Group>
      {results.map(({ callId, toolName, text: result, isError }) => (
        <div key={callId}>
          {isError && <Badge color="red">failed</Badge>}
          <CodeBlock text={result} name={`Result of ${toolName}`} />
        </div>
      ))}
      <Pictures pictures={pictures} />
      {text !== '' && (
        <Text size="sm" className="breaks">
          {text}
        </Text>
      )}
    </Stack>
  );
}

function QuestionEditor({ question, onClose }: { question: Question; onClose: () => void }) {
  const { resend } = usePlayground();
  const [draft, setDraft] = useState<Draft>(question);
  const send = (): void => resend(question.id, draft);
  return (
    <DraftFields
      label="Say it differently"
      draft={draft}
      results={draft.results}
      onChange={(changes) => setDraft((before) => ({ ...before, ...changes }))}
      onSend={send}
      autoFocus
      actions={
        <>
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button size="xs" onClick={send}>
            Send again
          </Button>
        </>
      }
    />
  );
}
