import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';

import { lazyPart } from '../components/lazy-part.js';
import type { TimeChartProps } from './time-chart.js';

const TimeChart = lazyPart(() => import('./time-chart.js'));

/** A `TimeChart` that is loaded behind the page; its place is kept. */
export function LazyTimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height} />}>
      <TimeChart {...props} />
    </Suspense>
  );
}
