import { Alert, Button, Code, PasswordInput, Text } from '@mantine/core';

import type { DeploymentForm } from './deployment-values.js';
import { TermsNote } from './terms-note.js';
import { WAYS, wayOfCredential } from './ways.js';

interface CredentialFieldProps {
  form: DeploymentForm;
  /** The end of the one that is kept; an empty field leaves it. */
  keptPreview: string | null;
}

/** The credential, which is never shown again; says so when it looks like one of another kind. */
export function CredentialField({ form, keptPreview }: CredentialFieldProps) {
  const { way } = form.values;
  const { credential } = WAYS[way];
  if (credential === undefined) return <CallersLogin />;
  const { label, beginning, source } = credential;
  const kept = keptPreview === null ? '' : ` Leave it empty to keep the one that ends in ${keptPreview}.`;
  return (
    <>
      <PasswordInput
        label={label}
        description={source + kept}
        placeholder={`${beginning}…`}
        required={keptPreview === null}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': `Show the ${label.toLowerCase()}`, tabIndex: 0 }}
        {...form.getInputProps('api_key')}
      />
      <OtherKind form={form} />
      {way === 'subscription' && <TermsNote />}
    </>
  );
}

function OtherKind({ form }: { form: DeploymentForm }) {
  const { way, api_key } = form.values;
  const fitting = wayOfCredential(api_key);
  if (fitting === undefined || fitting === way) return null;
  const { label, credential } = WAYS[fitting];
  return (
    <Alert color="yellow" role="status" title={`This looks like a credential of the other kind`}>
      <Text size="sm">
        It begins with <Code>{credential?.beginning}</Code>, as in “{label}”.
      </Text>
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => form.setFieldValue('way', fitting)}>
        Change to “{label}”
      </Button>
    </Alert>
  );
}

function CallersLogin() {
  return (
    <Text size="sm">
      Nothing to fill in: callers send their own login as <Code>Authorization: Bearer …</Code>, and the key of
      this gateway as <Code>x-tollgate-api-key</Code>. Their plan pays; the gateway counts.
    </Text>
  );
}
