import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { TimeRange } from '../../components/time-range.js';
import type { TileSums } from './sum-tiles.js';
import { type FilterValues, sumQueryOf } from './usage-filters.js';

/** The sums of a time, narrowed as far as sums can be; undefined while they are on their way. */
export function useSums(values: FilterValues, range: TimeRange): TileSums | undefined {
  // Sums over anything but whole days are kept by the hour.
  const query = { ...sumQueryOf(values, range), group_by: range.step };
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['usage-summary', query],
    queryFn: () => answerOf(api.GET('/admin/usage/summary', { params: { query } })),
    placeholderData: keepPreviousData,
  });
  return isPlaceholderData ? undefined : data?.totals;
}
