import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { UsageRequest } from '../../api/answers.js';

/** A request with all that was tried for it. */
export function useRequest(requestId: string): UseQueryResult<UsageRequest> {
  return useQuery({
    queryKey: ['usage', 'request', requestId],
    queryFn: () => {
      const params = { path: { request_id: requestId } };
      return answerOf(api.GET('/admin/usage/requests/{request_id}', { params }));
    },
  });
}
