import { ActionIcon, Button, Fieldset, Group, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import { type DeploymentForm, newHeaderRow } from './deployment-values.js';

interface HeaderFieldsProps {
  form: DeploymentForm;
  /** Of the headers that are kept; their values are never shown. */
  keptNames: readonly string[];
}

/** Headers that go with every call. */
export function HeaderFields({ form, keptNames }: HeaderFieldsProps) {
  const { extra_headers, replaces_headers } = form.values;
  return (
    <Fieldset variant="unstyled" legend="Extra headers">
      {keptNames.length > 0 && (
        <Switch
          label={`Replace those that are kept: ${keptNames.join(', ')}`}
          description="Their values are not shown"
          mb="xs"
          {...form.getInputProps('replaces_headers', { type: 'checkbox' })}
        />
      )}
      {replaces_headers &&
        extra_headers.map(({ rowKey }, index) => <Header key={rowKey} form={form} index={index} />)}
      {form.errors.extra_headers !== undefined && (
        <Text size="xs" c="error" role="alert" mb="xs">
          {form.errors.extra_headers}
        </Text>
      )}
      {replaces_headers && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem('extra_headers', newHeaderRow())}
        >
          Add a header
        </Button>
      )}
    </Fieldset>
  );
}

function Header({ form, index }: { form: DeploymentForm; index: number }) {
  const number = index + 1;
  return (
    <Group align="flex-end" wrap="nowrap" gap="sm" mb="xs" role="group" aria-label={`Header ${number}`}>
      <TextInput
        flex={1}
        label="Name"
        placeholder="x-team"
        {...form.getInputProps(`extra_headers.${index}.name`)}
      />
      <TextInput
        flex={1}
        label="Value"
        autoComplete="off"
        {...form.getInputProps(`extra_headers.${index}.value`)}
      />
      <ActionIcon
        size="lg"
        aria-label={`Remove header ${number}`}
        onClick={() => form.removeListItem('extra_headers', index)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
