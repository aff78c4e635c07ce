import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { KINDS } from '../subjects/kinds.js';
import type { Key } from '../subjects/subject.js';

const REFRESH_MS = 30_000;

/** A key, asked for again twice a minute: its budgets change by themselves. */
export function useKey(id: string): UseQueryResult<Key> {
  return useQuery({
    queryKey: [KINDS.key.listKey, id],
    queryFn: () => answerOf(api.GET('/admin/keys/{id}', { params: { path: { id } } })),
    refetchInterval: REFRESH_MS,
  });
}
