import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

import { KINDS } from '../../components/subject-kinds.js';

interface TeamLinkProps {
  id: string | null;
  name: string | null;
}

/** A team by its name; a dash for none. */
export function TeamLink({ id, name }: TeamLinkProps) {
  if (id === null) return '–';
  return (
    <Anchor component={Link} href={`${KINDS.team.path}/${id}`} size="sm">
      {name ?? id}
    </Anchor>
  );
}
