import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { KINDS } from '../subjects/kinds.js';
import type { User } from '../subjects/subject.js';

const REFRESH_MS = 30_000;

/** A user, asked for again twice a minute: its budgets change by themselves. */
export function useUser(id: string): UseQueryResult<User> {
  return useQuery({
    queryKey: [KINDS.user.listKey, id],
    queryFn: () => answerOf(api.GET('/admin/users/{id}', { params: { path: { id } } })),
    refetchInterval: REFRESH_MS,
  });
}
