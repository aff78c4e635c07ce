import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';

const FRESH_MS = 60_000;

/** The models that were asked for in the last 30 days; none while they are on their way. */
export function useUsedModels(): string[] {
  const { data } = useQuery({
    queryKey: ['usage-summary', 'used-models'],
    queryFn: () => answerOf(api.GET('/admin/usage/summary', { params: { query: { group_by: 'model' } } })),
    staleTime: FRESH_MS,
    select: ({ data: groups }) => groups.flatMap(({ model }) => model ?? []).toSorted(),
  });
  return data ?? [];
}
