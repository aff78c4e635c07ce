import { Button, Checkbox, FileButton, Fieldset, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useState } from 'react';

import type { Draft, ToolResult } from './conversation.js';
import { Pictures } from './pictures.js';
import { PICTURE_TYPES, readPicture } from './read-picture.js';

interface DraftFieldsProps {
  label: string;
  draft: Draft;
  /** What each tool call gets, filled in or not. */
  results: readonly ToolResult[];
  onChange: (changes: Partial<Draft>) => void;
  /** Ctrl+Enter. */
  onSend: () => void;
  /** At the end of the row below the text. */
  actions: ReactNode;
  autoFocus?: boolean;
}

/** Where one writes a message: results of tool calls, text, pictures. */
export function DraftFields(props: DraftFieldsProps) {
  const { label, draft, results, onChange, onSend, actions, autoFocus } = props;
  const [problem, setProblem] = useState<string>();
  const addFiles = async (files: readonly File[]): Promise<void> => {
    const isTaken = ({ type }: File) => PICTURE_TYPES.includes(type);
    const refused = files.find((file) => !isTaken(file));
    setProblem(refused && `${refused.name} is no PNG, JPEG, WebP or GIF picture.`);
    const pictures = await Promise.all(files.filter(isTaken).map(readPicture));
    onChange({ pictures: [...draft.pictures, ...pictures] });
  };
  const paste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    void addFiles(files);
  };
  const sendByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSend();
  };
  const setResult = (changed: ToolResult): void =>
    onChange({ results: results.map((result) => (result.callId === changed.callId ? changed : result)) });
  return (
    <Stack gap="xs" onKeyDown={sendByKey}>
      {results.map((result) => (
        <ResultField key={result.callId} result={result} onChange={setResult} />
      ))}
      <Pictures
        pictures={draft.pictures}
        onRemove={(id) => onChange({ pictures: draft.pictures.filter((picture) => picture.id !== id) })}
      />
      <Textarea
        aria-label={label}
        placeholder={`${label}. Ctrl+Enter sends it.`}
        autosize
        minRows={2}
        maxRows={10}
        autoFocus={autoFocus}
        value={draft.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        onPaste={paste}
      />
      <Group justify="space-between" gap="xs">
        <FileButton multiple accept={PICTURE_TYPES.join(',')} onChange={(files) => void addFiles(files)}>
          {({ onClick }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPhoto size={16} aria-hidden />}
              onClick={onClick}
            >
              Add pictures
            </Button>
          )}
        </FileButton>
        <Group gap="xs">{actions}</Group>
      </Group>
      {problem !== undefined && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </Stack>
  );
}

interface ResultFieldProps {
  result: ToolResult;
  onChange: (result: ToolResult) => void;
}

function ResultField({ result, onChange }: ResultFieldProps) {
  return (
    <Fieldset legend={`Result of ${result.toolName}`} p="xs">
      <Textarea
        aria-label={`Result of ${result.toolName}`}
        placeholder="What the tool gives back"
        autosize
        minRows={1}
        maxRows={8}
        value={result.text}
        onChange={(event) => onChange({ ...result, text: event.currentTarget.value })}
      />
      <Checkbox
        mt="xs"
        size="xs"
        label="The tool failed"
        checked={result.isError}
        onChange={(event) => onChange({ ...result, isError: event.currentTarget.checked })}
      />
    </Fieldset>
  );
}
