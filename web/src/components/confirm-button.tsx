import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { notifyDone, notifyFailed } from './notify.js';

interface ConfirmButtonProps extends ButtonProps {
  children: ReactNode;
  /** The question, such as `Revoke the key “ci”?`. */
  title: string;
  /** What will come of it. */
  consequence: ReactNode;
  /** The verb alone, such as `Revoke`. */
  confirmLabel: string;
  onConfirm: () => Promise<unknown>;
  /** Said when it is done, such as `The key is revoked.` */
  doneMessage: string;
}

/** A button for what cannot be taken back: asks, does it, and says what came of it. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { children, title, consequence, confirmLabel, onConfirm, doneMessage, ...button } = props;
  const action = useMutation({
    mutationFn: onConfirm,
    onSuccess: () => notifyDone(doneMessage),
    onError: notifyFailed,
  });
  const [isAsking, { open, close }] = useDisclosure(false);
  const confirm = (): void => {
    close();
    action.mutate();
  };
  return (
    <>
      <Button variant="default" size="xs" {...button} loading={action.isPending} onClick={open}>
        {children}
      </Button>
      <Modal opened={isAsking} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Text size="sm">{consequence}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button color="red.9" onClick={confirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
