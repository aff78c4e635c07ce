import { Button } from '@mantine/core';
import { Link } from 'wouter';

import { BlockButton } from './block-button.js';
import { DeleteButton } from './delete-button.js';
import { KINDS } from '../../components/subject-kinds.js';

interface SubjectActionsProps {
  kind: 'team' | 'user';
  subject: { id: string; name: string; is_blocked: boolean };
  setBlocked: (isBlocked: boolean) => Promise<unknown>;
  deleteIt: () => Promise<unknown>;
}

/** What can be done to a team or a user. */
export function SubjectActions({ kind, subject, setBlocked, deleteIt }: SubjectActionsProps) {
  const { id, name, is_blocked } = subject;
  return (
    <>
      <Button component={Link} href={`${KINDS[kind].path}/${id}/edit`} size="xs" variant="default">
        Edit
      </Button>
      <BlockButton kind={kind} name={name} isBlocked={is_blocked} setBlocked={setBlocked} />
      <DeleteButton kind={kind} id={id} name={name} deleteIt={deleteIt} />
    </>
  );
}
