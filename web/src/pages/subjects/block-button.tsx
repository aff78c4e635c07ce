import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { ConfirmButton } from '../../components/confirm-button.js';
import { notifyDone, notifyFailed } from '../../components/notify.js';
import type { Kind } from './kinds.js';
import { useRefresh } from '../../components/use-refresh.js';

interface BlockButtonProps {
  kind: Kind;
  name: string;
  isBlocked: boolean;
  setBlocked: (isBlocked: boolean) => Promise<unknown>;
}

const CONSEQUENCES: Readonly<Record<Kind, string>> = {
  key: 'Calls with it are refused from now on, until it is unblocked.',
  team: 'Calls with all its keys are refused from now on, until it is unblocked.',
  user: 'Calls with all their keys are refused from now on, until they are unblocked.',
};

/** Stops what is used, or lets it go on. */
export function BlockButton({ kind, name, isBlocked, setBlocked }: BlockButtonProps) {
  const refresh = useRefresh();
  const unblocking = useMutation({
    mutationFn: () => setBlocked(false).then(refresh),
    onSuccess: () => notifyDone(`“${name}” is unblocked.`),
    onError: notifyFailed,
  });
  if (isBlocked) {
    return (
      <Button variant="default" size="xs" loading={unblocking.isPending} onClick={() => unblocking.mutate()}>
        Unblock
      </Button>
    );
  }
  return (
    <ConfirmButton
      title={`Block the ${kind} “${name}”?`}
      consequence={CONSEQUENCES[kind]}
      confirmLabel="Block"
      doneMessage={`“${name}” is blocked.`}
      onConfirm={() => setBlocked(true).then(refresh)}
    >
      Block
    </ConfirmButton>
  );
}
