import { ConfirmButton } from '../../components/confirm-button.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';
import { useRemoval } from '../../components/use-removal.js';

interface DeleteButtonProps {
  kind: Kind;
  id: string;
  name: string;
  deleteIt: () => Promise<unknown>;
}

/** Deletes what nothing hangs on any more, and goes back to the list. */
export function DeleteButton({ kind, id, name, deleteIt }: DeleteButtonProps) {
  const { path, listKey } = KINDS[kind];
  const remove = useRemoval({ listPath: path, queryKey: [listKey, id], remove: deleteIt });
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
