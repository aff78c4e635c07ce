import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { findSubject, type SubjectOf } from '../../components/find-subject.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';

const REFRESH_MS = 30_000;

/** A key, a team or a user, asked for again twice a minute: its budgets change by themselves. */
export function useSubject<K extends Kind>(kind: K, id: string): UseQueryResult<SubjectOf<K>> {
  return useQuery({
    queryKey: [KINDS[kind].listKey, id],
    queryFn: () => findSubject(kind, id),
    refetchInterval: REFRESH_MS,
  });
}
