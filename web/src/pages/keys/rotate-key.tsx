import { Alert, Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { answerOf } from '../../api/answer-of.js';
import { messageOf } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import { useRefresh } from '../../components/use-refresh.js';
import { KeySecret } from './key-secret.js';

const DEFAULT_GRACE = '1d';
const GRACES = [
  { value: '', label: 'No longer: it stops at once' },
  { value: '1h', label: 'An hour' },
  { value: '1d', label: 'A day' },
  { value: '7d', label: 'A week' },
  { value: '30d', label: '30 days' },
];

/** Gives a key a new secret, and shows it this once. */
export function RotateKey({ id, name }: { id: string; name: string }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [grace, setGrace] = useState(DEFAULT_GRACE);
  const refresh = useRefresh();
  const rotation = useMutation({
    mutationFn: () => {
      const body = { grace_period: grace || null };
      return answerOf(api.POST('/admin/keys/{id}/rotate', { params: { path: { id } }, body }));
    },
    onSuccess: refresh,
  });
  const secret = rotation.data?.key;
  const finish = (): void => {
    close();
    setGrace(DEFAULT_GRACE);
    rotation.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rotation.mutate();
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        Rotate
      </Button>
      <Modal
        opened={isOpen}
        onClose={finish}
        size={secret === undefined ? 'md' : 900}
        title={secret === undefined ? `Rotate “${name}”` : `The new key of “${name}”`}
        closeButtonProps={{ 'aria-label': 'Close' }}
        closeOnClickOutside={secret === undefined}
      >
        {secret !== undefined ? (
          <KeySecret secret={secret} onDone={finish} />
        ) : (
          <form onSubmit={submit}>
            <Stack gap="md">
              <Text size="sm">The key gets a new secret. All that is set on it stays as it is.</Text>
              {rotation.error && <Alert color="red" role="alert" title={messageOf(rotation.error)} />}
              <NativeSelect
                label="The old secret works on for"
                data={GRACES}
                value={grace}
                onChange={(event) => setGrace(event.currentTarget.value)}
              />
              <Group justify="flex-end">
                <Button variant="default" onClick={finish}>
                  Cancel
                </Button>
                <Button type="submit" loading={rotation.isPending}>
                  Rotate
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}
