import { JsonInput } from '@mantine/core';

import type { SubjectFormState } from './subject-values.js';

/** Whatever is to be noted about it. */
export function MetadataField({ form }: { form: SubjectFormState }) {
  return (
    <JsonInput
      label="Notes as JSON"
      description="An object, shown here and by the API and used for nothing"
      placeholder={'{ "cost_centre": "R&D" }'}
      autosize
      minRows={3}
      formatOnBlur
      {...form.getInputProps('metadata')}
    />
  );
}

/** What is wrong with it; null when it is an object, or nothing. */
export function metadataProblem(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? null : 'This has to be an object, in braces.';
  } catch (error) {
    return `This is not JSON: ${(error as Error).message}`;
  }
}
