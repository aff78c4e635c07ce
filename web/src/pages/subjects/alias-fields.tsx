import { Autocomplete, TextInput } from '@mantine/core';

import { FieldRows } from '../../components/field-rows.js';
import { newAliasRow, type SubjectFormState } from './subject-values.js';
import { useModelNames } from './use-model-names.js';

/** The caller's own names for models. */
export function AliasFields({ form }: { form: SubjectFormState }) {
  const models = useModelNames().filter((name) => !name.includes('*'));
  return (
    <FieldRows
      rows={form.values.aliases}
      name="Name"
      error={form.errors.aliases}
      addLabel="Add a name"
      onAdd={() => form.insertListItem('aliases', newAliasRow())}
      onRemove={(index) => form.removeListItem('aliases', index)}
    >
      {(index) => (
        <>
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
        </>
      )}
    </FieldRows>
  );
}
