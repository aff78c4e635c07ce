import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import type { UsageRequest } from '../../api/answers.js';
import { ApiError } from '../../api/api-error.js';
import { api } from '../../api/client.js';
import type { Answer } from './conversation.js';

/** Records reach the database a moment behind the answer. */
const TRIES = 8;
const PAUSE_MS = 700;

/** What the gateway has recorded of an answer that is over; undefined until then, null for what is not recorded. */
export function useRequestRecord({ state, head }: Answer): UsageRequest | null | undefined {
  const requestId = head?.requestId;
  const isOver = state !== 'waiting' && state !== 'writing';
  const { data, error } = useQuery({
    queryKey: ['usage', 'request', requestId],
    queryFn: () => answerOf(api.GET('/admin/usage/requests/{request_id}', pathOf(requestId ?? ''))),
    enabled: isOver && requestId !== undefined,
    staleTime: Infinity,
    retry: (failures, error) => failures < TRIES && error instanceof ApiError && error.status === 404,
    retryDelay: PAUSE_MS,
  });
  return error === null ? data : null;
}

function pathOf(requestId: string) {
  return { params: { path: { request_id: requestId } } };
}
