import { Stack } from '@mantine/core';
import { type FormErrors, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError } from '../../api/api-error.js';
import { FieldSection } from '../../components/field-section.js';
import { FormEnd } from '../../components/form-end.js';
import { CredentialField } from './credential-field.js';
import type { DeploymentValues } from './deployment-values.js';
import { openSectionsOf, sectionsWithErrors } from './form-sections.js';
import { ModelFields } from './model-fields.js';
import { OptionalFields } from './optional-fields.js';
import { TestFields } from './test-fields.js';
import { WayField } from './way-field.js';

/** What is kept of one that is there, and is not shown. */
interface Kept {
  credentialPreview: string | null;
  headerNames: readonly string[];
}

interface DeploymentFormProps {
  initial: DeploymentValues;
  /** Absent for a new one. */
  kept?: Kept;
  /** The verb alone, such as `Save`. */
  submitLabel: string;
  /** Throws an ApiError where the API refuses it. */
  onSubmit: (values: DeploymentValues) => Promise<unknown>;
  cancelHref: string;
}

const NOTHING_KEPT: Kept = { credentialPreview: null, headerNames: [] };

/** All that can be set on a deployment; a new one can be tested before it is saved. */
export function DeploymentForm(props: DeploymentFormProps) {
  const { initial, kept = NOTHING_KEPT, submitLabel, onSubmit, cancelHref } = props;
  const form = useForm<DeploymentValues>({ mode: 'controlled', initialValues: initial });
  const [sections, setSections] = useState(() => openSectionsOf(initial));
  const showErrors = (error: Error): void => {
    if (!(error instanceof ApiError)) return;
    const errors = formErrorsOf(error);
    setSections((open) => [...new Set([...open, ...sectionsWithErrors(errors)])]);
    form.setErrors(errors);
  };
  const submission = useMutation({ mutationFn: onSubmit, onError: showErrors });
  return (
    <form onSubmit={form.onSubmit((values) => submission.mutate(values))}>
      <Stack gap="md" maw={760}>
        <FieldSection title="Provider">
          <WayField form={form} />
        </FieldSection>
        <FieldSection title="Model">
          <ModelFields form={form} />
        </FieldSection>
        <FieldSection title="Credential">
          <CredentialField
            form={form}
            keptPreview={form.values.way === initial.way ? kept.credentialPreview : null}
          />
          {props.kept === undefined && <TestFields form={form} onError={showErrors} />}
        </FieldSection>
        <OptionalFields
          form={form}
          keptHeaders={kept.headerNames}
          sections={sections}
          onSections={setSections}
        />
        <FormEnd submission={submission} submitLabel={submitLabel} cancelHref={cancelHref} />
      </Stack>
    </form>
  );
}

/** `extra_headers.x-team` → `extra_headers`, as the form calls it. */
function formErrorsOf({ fieldErrors }: ApiError): FormErrors {
  const named = Object.entries(fieldErrors).map(([param, message]) => {
    const field = param.split('.')[0] ?? param;
    return [field === 'auth' ? 'way' : field, message];
  });
  return Object.fromEntries(named) as FormErrors;
}
