import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';

const REFRESH_MS = 30_000;

/** What somebody should look at, asked for again twice a minute. */
export function useAttention() {
  return useQuery({
    queryKey: ['attention'],
    queryFn: () => answerOf(api.GET('/admin/attention')),
    refetchInterval: REFRESH_MS,
  });
}
