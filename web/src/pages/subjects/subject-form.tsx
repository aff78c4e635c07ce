import { Accordion, Stack } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError } from '../../api/api-error.js';
import { AliasFields } from './alias-fields.js';
import { BudgetFields, FurtherBudgetFields } from './budget-fields.js';
import { ExpiryFields } from './expiry-fields.js';
import { FieldSection, FoldedSection } from '../../components/field-section.js';
import { FormEnd } from '../../components/form-end.js';
import { IdentityFields } from './identity-fields.js';
import type { Kind } from '../../components/subject-kinds.js';
import { LimitFields } from './limit-fields.js';
import { MetadataField, metadataProblem } from './metadata-field.js';
import { ModelsInput } from './models-input.js';
import { openSectionsOf, sectionsWithErrors } from './sections.js';
import type { SubjectValues } from './subject-values.js';

interface SubjectFormProps {
  kind: Kind;
  initial: SubjectValues;
  /** The verb alone, such as `Save`. */
  submitLabel: string;
  /** Throws an ApiError where the API refuses it. */
  onSubmit: (values: SubjectValues) => Promise<unknown>;
  cancelHref: string;
}

/** All that can be set on a key, a team or a user; what most people leave alone is folded. */
export function SubjectForm({ kind, initial, submitLabel, onSubmit, cancelHref }: SubjectFormProps) {
  const form = useForm<SubjectValues>({
    mode: 'controlled',
    initialValues: initial,
    validate: { metadata: metadataProblem },
  });
  const [sections, setSections] = useState(() => openSectionsOf(initial));
  const showErrors = (errors: FormErrors): void => {
    setSections((open) => [...new Set([...open, ...sectionsWithErrors(errors)])]);
    form.setErrors(errors);
  };
  const submission = useMutation({
    mutationFn: onSubmit,
    onError: (error) => error instanceof ApiError && showErrors(formErrorsOf(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => submission.mutate(values), showErrors)}>
      <Stack gap="md" maw={760}>
        <IdentityFields kind={kind} form={form} />
        <BudgetFields form={form} />
        <FieldSection title="What it may use">
          <ModelsInput
            label="Models"
            placeholder={form.values.models.length === 0 ? 'All models' : undefined}
            description="Names, or patterns such as claude-*; none: all of them"
            {...form.getInputProps('models')}
          />
        </FieldSection>
        {kind === 'key' && <ExpiryFields form={form} />}
        <Accordion multiple variant="contained" value={sections} onChange={setSections}>
          <FoldedSection name="limits" title="Rate limits" description="requests, tokens, calls at once">
            <LimitFields form={form} />
          </FoldedSection>
          <FoldedSection name="budgets" title="More budgets" description="a warning, and further windows">
            <FurtherBudgetFields form={form} />
          </FoldedSection>
          {kind === 'key' && (
            <FoldedSection name="aliases" title="Own names for models" description="aliases">
              <AliasFields form={form} />
            </FoldedSection>
          )}
          <FoldedSection name="metadata" title="Notes" description="metadata">
            <MetadataField form={form} />
          </FoldedSection>
        </Accordion>
        <FormEnd submission={submission} submitLabel={submitLabel} cancelHref={cancelHref} />
      </Stack>
    </form>
  );
}

/** `budget_limits[0].max_budget` → `budget_limits.0.max_budget`, as the form calls it. */
function formErrorsOf({ fieldErrors }: ApiError): FormErrors {
  const named = Object.entries(fieldErrors).map(([param, message]) => [
    param.replaceAll(/\[(\d+)\]/g, '.$1'),
    message,
  ]);
  return Object.fromEntries(named) as FormErrors;
}
