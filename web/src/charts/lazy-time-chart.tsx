import { Skeleton } from '@mantine/core';

import { lazyPart } from '../components/lazy-part.js';

/** A `TimeChart` that is loaded behind the page; its place is kept. */
export const LazyTimeChart = lazyPart(
  () => import('./time-chart.js'),
  ({ height }) => <Skeleton height={height} />,
);
