import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';

import { type Kind, KINDS } from '../../components/subject-kinds.js';

interface NewLinkProps {
  kind: Kind;
  /** Filled in already, such as `team_id=…`. */
  query?: string;
}

/** The way to the form for another one. */
export function NewLink({ kind, query }: NewLinkProps) {
  const path = `${KINDS[kind].path}/new`;
  return (
    <Button
      component={Link}
      href={query === undefined ? path : `${path}?${query}`}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      New {kind}
    </Button>
  );
}
