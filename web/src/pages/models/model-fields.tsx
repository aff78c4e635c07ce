import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core';

import type { DeploymentForm } from './deployment-values.js';
import { SUGGESTED_MODELS } from './suggested-models.js';

/** The model, and the name that callers ask for it by: the same one until another is typed. */
export function ModelFields({ form }: { form: DeploymentForm }) {
  const { model, model_name } = form.values;
  const change = (changed: string): void => {
    if (model_name === model) form.setFieldValue('model_name', changed);
    form.setFieldValue('model', changed);
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Autocomplete
        label="Model"
        required
        description="Anthropic’s name of it; claude-* for all of them"
        placeholder="claude-sonnet-4-6"
        data={SUGGESTED_MODELS}
        comboboxProps={{ keepMounted: false }}
        {...form.getInputProps('model')}
        onChange={change}
      />
      <TextInput
        label="Public name"
        required
        description="What callers ask for"
        placeholder="claude-sonnet-4-6"
        autoComplete="off"
        {...form.getInputProps('model_name')}
      />
    </SimpleGrid>
  );
}
