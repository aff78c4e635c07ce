import { ActionIcon, Autocomplete, Button, Fieldset, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import { newAliasRow, type SubjectFormState } from './subject-values.js';
import { useModelNames } from './use-model-names.js';

/** The caller's own names for models. */
export function AliasFields({ form }: { form: SubjectFormState }) {
  return (
    <>
      {form.values.aliases.map(({ rowKey }, index) => (
        <Alias key={rowKey} form={form} index={index} />
      ))}
      {form.errors.aliases !== undefined && (
        <Text size="xs" c="error" role="alert">
          {form.errors.aliases}
        </Text>
      )}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem('aliases', newAliasRow())}
        >
          Add a name
        </Button>
      </Group>
    </>
  );
}

function Alias({ form, index }: { form: SubjectFormState; index: number }) {
  const models = useModelNames().filter((name) => !name.includes('*'));
  const number = index + 1;
  return (
    <Fieldset variant="unstyled" aria-label={`Name ${number}`}>
      <Group align="flex-end" wrap="nowrap" gap="sm">
        <TextInput
          flex={1}
          label="Asked for as"
          placeholder="fast"
          {...form.getInputProps(`aliases.${index}.name`)}
        />
        <Autocomplete
          flex={1}
          label="Is the model"
          placeholder="claude-haiku-4-5"
          data={models}
          {...form.getInputProps(`aliases.${index}.model`)}
        />
        <ActionIcon
          size="lg"
          aria-label={`Remove name ${number}`}
          onClick={() => form.removeListItem('aliases', index)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Fieldset>
  );
}
