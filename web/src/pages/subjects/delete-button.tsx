import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';

import { ConfirmButton } from '../../components/confirm-button.js';
import { type Kind, KINDS } from './kinds.js';
import { useRefresh } from '../../components/use-refresh.js';

interface DeleteButtonProps {
  kind: Kind;
  id: string;
  name: string;
  deleteIt: () => Promise<unknown>;
}

/** Deletes what nothing hangs on any more, and goes back to the list. */
export function DeleteButton({ kind, id, name, deleteIt }: DeleteButtonProps) {
  const { path, listKey } = KINDS[kind];
  const [, goTo] = useLocation();
  const cache = useQueryClient();
  const refresh = useRefresh();
  const remove = async (): Promise<void> => {
    await deleteIt();
    goTo(path);
    cache.removeQueries({ queryKey: [listKey, id] });
    await refresh();
  };
  return (
    <ConfirmButton
      title={`Delete the ${kind} “${name}”?`}
      consequence="That works once nothing belongs to it any more, and cannot be undone. Its usage stays in the sums."
      confirmLabel="Delete"
      doneMessage={`“${name}” is deleted.`}
      onConfirm={remove}
      c="error"
    >
      Delete
    </ConfirmButton>
  );
}
