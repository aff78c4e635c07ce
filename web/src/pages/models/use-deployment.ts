import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { Deployment } from './deployment.js';

/** What happens to deployments is seen this soon, while the page is looked at. */
export const REFRESH_MS = 3000;
export const MODELS_KEY = 'models';

/** A deployment with how it is, asked for again while it is looked at. */
export function useDeployment(id: string): UseQueryResult<Deployment> {
  return useQuery({
    queryKey: [MODELS_KEY, 'one', id],
    queryFn: () => answerOf(api.GET('/admin/models/{id}', { params: { path: { id } } })),
    refetchInterval: REFRESH_MS,
  });
}
