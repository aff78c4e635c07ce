import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';

const FRESH_MS = 60_000;

/** The names under which the gateway serves models, wildcards among them; none while they are on their way. */
export function useModelNames(): string[] {
  const { data } = useQuery({
    queryKey: ['models', 'names'],
    queryFn: () => answerOf(api.GET('/admin/models', {})),
    staleTime: FRESH_MS,
    select: ({ data: models }) => [...new Set(models.map(({ model_name }) => model_name))].toSorted(),
  });
  return data ?? [];
}
