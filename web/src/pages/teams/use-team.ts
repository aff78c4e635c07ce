import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { KINDS } from '../subjects/kinds.js';
import type { Team } from '../subjects/subject.js';

const REFRESH_MS = 30_000;

/** A team, asked for again twice a minute: its budgets change by themselves. */
export function useTeam(id: string): UseQueryResult<Team> {
  return useQuery({
    queryKey: [KINDS.team.listKey, id],
    queryFn: () => answerOf(api.GET('/admin/teams/{id}', { params: { path: { id } } })),
    refetchInterval: REFRESH_MS,
  });
}
