import { SimpleGrid, TextInput } from '@mantine/core';

import type { Kind } from '../../components/subject-kinds.js';
import { FieldSection } from '../../components/field-section.js';
import { SubjectSelect } from '../../components/subject-select.js';
import type { SubjectFormState } from './subject-values.js';

interface IdentityFieldsProps {
  kind: Kind;
  form: SubjectFormState;
}

/** What it is called, and whom it belongs to. */
export function IdentityFields({ kind, form }: IdentityFieldsProps) {
  return (
    <FieldSection title={kind === 'key' ? 'What it is, and whose' : 'Who it is'}>
      <TextInput
        label="Name"
        required={kind !== 'key'}
        description={kind === 'key' ? 'To tell it from others, such as “ci” or “Ada’s laptop”' : undefined}
        data-autofocus
        {...form.getInputProps('name')}
      />
      {kind === 'user' && (
        <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps('email')} />
      )}
      {kind !== 'team' && <OwnerFields kind={kind} form={form} />}
    </FieldSection>
  );
}

function OwnerFields({ kind, form }: IdentityFieldsProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: kind === 'key' ? 2 : 1 }}>
      <SubjectSelect
        kind="team"
        label="Team"
        placeholder="No team"
        description="Its budget and limits hold too"
        value={form.values.team_id}
        onChange={(id) => form.setFieldValue('team_id', id)}
        error={form.errors.team_id}
      />
      {kind === 'key' && (
        <SubjectSelect
          kind="user"
          label="User"
          placeholder="No user"
          description="Whose budget and limits hold too"
          value={form.values.user_id}
          onChange={(id) => form.setFieldValue('user_id', id)}
          error={form.errors.user_id}
        />
      )}
    </SimpleGrid>
  );
}
