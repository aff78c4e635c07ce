import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { findSubject } from '../../components/find-subject.js';
import { KINDS } from '../../components/subject-kinds.js';

const FRESH_MS = 60_000;

/** A team by its name, which is asked for once however many links there are to it. */
export function TeamLink({ id }: { id: string | null }) {
  const { data: team } = useQuery({
    queryKey: [KINDS.team.listKey, id],
    queryFn: () => findSubject('team', id as string),
    enabled: id !== null,
    staleTime: FRESH_MS,
  });
  if (id === null) return '–';
  return (
    <Anchor component={Link} href={`${KINDS.team.path}/${id}`} size="sm">
      {team?.name ?? `${id.slice(0, 8)}…`}
    </Anchor>
  );
}
