import { NumberInput, SimpleGrid } from '@mantine/core';

import type { SubjectFormState } from './subject-values.js';

const LIMITS = [
  { name: 'rpm_limit', label: 'Requests a minute' },
  { name: 'tpm_limit', label: 'Tokens a minute' },
  { name: 'max_parallel_requests', label: 'Calls at once' },
] as const;

/** How much of it goes at a time. */
export function LimitFields({ form }: { form: SubjectFormState }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: LIMITS.length }}>
      {LIMITS.map(({ name, label }) => (
        <NumberInput
          key={name}
          label={label}
          placeholder="No limit"
          thousandSeparator=","
          allowNegative={false}
          allowDecimal={false}
          hideControls
          {...form.getInputProps(name)}
        />
      ))}
    </SimpleGrid>
  );
}
