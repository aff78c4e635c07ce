import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { Span } from '../../components/time-range.js';

interface SummaryOptions {
  span: Span;
  /** As the API takes it: `day`, or several joined by commas. */
  groupBy: string;
}

const REFRESH_MS = 30_000;

/** Sums of usage in a span of time, asked for again twice a minute. */
export function useSummary({ span: { from, to }, groupBy }: SummaryOptions) {
  return useQuery({
    queryKey: ['usage-summary', from, to, groupBy],
    queryFn: () =>
      answerOf(api.GET('/admin/usage/summary', { params: { query: { from, to, group_by: groupBy } } })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}
