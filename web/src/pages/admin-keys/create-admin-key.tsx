import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { ApiError, messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { SecretOnce } from '../../components/secret-once.js';
import { SubjectSelect } from '../../components/subject-select.js';
import type { AdminRole } from '../../session/can.js';

interface CreateAdminKeyProps {
  isOpen: boolean;
  onClose: () => void;
  /** The list that has one more afterwards. */
  listKey: readonly string[];
}

const ROLES: { value: AdminRole; label: string }[] = [
  { value: 'viewer', label: 'Viewer: sees everything, changes nothing' },
  { value: 'team_admin', label: 'Team admin: runs the keys and users of one team' },
  { value: 'admin', label: 'Admin: runs everything but admin keys' },
  { value: 'owner', label: 'Owner: everything' },
];
const LIVES = [
  { value: '90d', label: '90 days' },
  { value: '30d', label: '30 days' },
  { value: '365d', label: 'A year' },
  { value: '', label: 'For ever' },
];
const NOTHING = { name: '', role: 'viewer' as AdminRole, team_id: null as string | null, duration: '90d' };

/** Makes an admin key, and shows it this once. */
export function CreateAdminKey({ isOpen, onClose, listKey }: CreateAdminKeyProps) {
  const cache = useQueryClient();
  const form = useForm({ mode: 'controlled', initialValues: NOTHING });
  const creation = useMutation({
    mutationFn: ({ name, role, team_id, duration }: typeof NOTHING) =>
      answerOf(
        api.POST('/admin/admin-keys', {
          body: {
            name,
            role,
            team_id: role === 'team_admin' ? team_id : null,
            duration: duration === '' ? null : duration,
          },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: listKey }),
    onError: (error) => error instanceof ApiError && form.setErrors(error.fieldErrors),
  });
  const close = (): void => {
    onClose();
    form.reset();
    creation.reset();
  };
  const { role, team_id } = form.values;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={creation.data ? 'The admin key is made' : 'New admin key'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={creation.data === undefined}
    >
      {creation.data?.key !== undefined ? (
        <SecretOnce secret={creation.data.key} name="admin key" onDone={close} />
      ) : (
        <form onSubmit={form.onSubmit((values) => creation.mutate(values))}>
          <Stack gap="md">
            {creation.error && Object.keys(form.errors).length === 0 && (
              <Alert color="red">{messageOf(creation.error)}</Alert>
            )}
            <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
            <NativeSelect label="Role" data={ROLES} {...form.getInputProps('role')} />
            {role === 'team_admin' && (
              <SubjectSelect
                kind="team"
                label="Team"
                required
                value={team_id}
                onChange={(id) => form.setFieldValue('team_id', id)}
                error={form.errors.team_id}
              />
            )}
            <NativeSelect label="Works for" data={LIVES} {...form.getInputProps('duration')} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={creation.isPending}>
                Make it
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
