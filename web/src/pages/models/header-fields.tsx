import { Fieldset, Stack, Switch, TextInput } from '@mantine/core';

import { FieldRows } from '../../components/field-rows.js';
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
      {replaces_headers && (
        <Stack gap="xs">
          <FieldRows
            rows={extra_headers}
            name="Header"
            error={form.errors.extra_headers}
            addLabel="Add a header"
            onAdd={() => form.insertListItem('extra_headers', newHeaderRow())}
            onRemove={(index) => form.removeListItem('extra_headers', index)}
          >
            {(index) => <Header form={form} index={index} />}
          </FieldRows>
        </Stack>
      )}
    </Fieldset>
  );
}

function Header({ form, index }: { form: DeploymentForm; index: number }) {
  return (
    <>
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
    </>
  );
}
