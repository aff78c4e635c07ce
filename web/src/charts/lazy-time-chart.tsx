import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

import type { TimeChartProps } from './time-chart.js';

const TimeChart = lazy(() => import('./time-chart.js'));

/** A `TimeChart` that is loaded behind the page; its place is kept. */
export function LazyTimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height} />}>
      <TimeChart {...props} />
    </Suspense>
  );
}
