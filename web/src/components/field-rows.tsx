import { ActionIcon, Button, Fieldset, Group, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface FieldRowsProps {
  rows: readonly { rowKey: string }[];
  /** What one of them is, such as `Header`; they are numbered. */
  name: string;
  firstNumber?: number;
  /** The fields of one. */
  children: (index: number) => ReactNode;
  /** What is wrong with all of them. */
  error?: ReactNode;
  addLabel: string;
  onAdd: () => void;
  onRemove: (index: number) => void;
}

/** Fields in rows, of which there can be as many as one likes. */
export function FieldRows(props: FieldRowsProps) {
  const { rows, name, firstNumber = 1, children, error, addLabel, onAdd, onRemove } = props;
  return (
    <>
      {rows.map(({ rowKey }, index) => (
        <FieldRow key={rowKey} label={`${name} ${index + firstNumber}`} onRemove={() => onRemove(index)}>
          {children(index)}
        </FieldRow>
      ))}
      {error !== undefined && (
        <Text size="xs" c="error" role="alert">
          {error}
        </Text>
      )}
      <Group>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={onAdd}>
          {addLabel}
        </Button>
      </Group>
    </>
  );
}

interface FieldRowProps {
  label: string;
  children: ReactNode;
  onRemove: () => void;
}

function FieldRow({ label, children, onRemove }: FieldRowProps) {
  return (
    <Fieldset variant="unstyled" aria-label={label}>
      <Group align="flex-end" wrap="nowrap" gap="sm">
        {children}
        <ActionIcon size="lg" aria-label={`Remove ${label.toLowerCase()}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Fieldset>
  );
}
