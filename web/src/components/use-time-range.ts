import { useMemo, useState } from 'react';

import { timeRangeOf, type TimeRange, type WrittenRange } from './time-range.js';
import { useUrlState } from './use-url-state.js';

/** A view's time, kept in the address. */
export interface TimeRangeState {
  range: TimeRange;
  isCompared: boolean;
  setRange: (range: WrittenRange) => void;
  setCompared: (isCompared: boolean) => void;
}

/** The time that a page is about, for `<TimeRangePicker>`. */
export function useTimeRange(): TimeRangeState {
  const { values, set } = useUrlState(['range', 'from', 'to', 'compare']);
  // One now for as long as the page is open, so that what was loaded can be found again.
  const [nowMs] = useState(() => Date.now());
  const { range, from, to } = values;
  return {
    range: useMemo(() => timeRangeOf({ range, from, to }, nowMs), [range, from, to, nowMs]),
    isCompared: values.compare !== 'no',
    setRange: (written) => set({ from: undefined, to: undefined, ...written }),
    setCompared: (isCompared) => set({ compare: isCompared ? undefined : 'no' }),
  };
}
