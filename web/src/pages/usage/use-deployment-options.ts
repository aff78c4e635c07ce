import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';

const FRESH_MS = 60_000;
const MOST = 100;

/** The deployments to choose from, by the names that callers ask for; none while they are on their way. */
export function useDeploymentOptions(): { value: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['models', 'options'],
    queryFn: () => answerOf(api.GET('/admin/models', { params: { query: { limit: MOST } } })),
    staleTime: FRESH_MS,
    select: ({ data: deployments }) =>
      deployments.map(({ id, model_name }) => ({ value: id, label: `${model_name} (${id.slice(0, 8)})` })),
  });
  return data ?? [];
}
