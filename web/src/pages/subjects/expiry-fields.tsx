import { SegmentedControl, TextInput } from '@mantine/core';

import { DurationInput } from './duration-input.js';
import { FieldSection } from '../../components/field-section.js';
import type { SubjectFormState } from './subject-values.js';

const CHOICES = [
  { value: 'never', label: 'For ever' },
  { value: 'after', label: 'For a while' },
  { value: 'at', label: 'Until a day' },
];

/** How long a key works. */
export function ExpiryFields({ form }: { form: SubjectFormState }) {
  const { expiry } = form.values;
  return (
    <FieldSection title="How long it works">
      <SegmentedControl aria-label="How long it works" data={CHOICES} {...form.getInputProps('expiry')} />
      {expiry === 'after' && (
        <DurationInput
          label="From now on for"
          description="Such as 90d"
          required
          {...form.getInputProps('duration')}
        />
      )}
      {expiry === 'at' && (
        <TextInput
          type="datetime-local"
          label="Until"
          description="As the clock is here"
          required
          {...form.getInputProps('expires_at')}
        />
      )}
    </FieldSection>
  );
}
