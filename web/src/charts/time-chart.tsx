import '@mantine/charts/styles.layer.css';

import { LineChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';

const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const HOUR = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });

/** A point in time; null where there is nothing to say. */
export interface ChartPoint {
  at: string;
  value: number | null;
  /** The same of the time before. */
  previous?: number | null;
}

export interface TimeChartProps {
  label: string;
  points: readonly ChartPoint[];
  step: 'hour' | 'day';
  height: number;
  format: (value: number) => string;
}

const SERIES = [
  { name: 'previous', label: 'The time before', color: 'gray.5', strokeDasharray: '4 3' },
  { name: 'value', label: 'Now', color: 'indigo.6' },
];

/** One figure over time as a line, with that of the time before as a dashed one. */
export default function TimeChart({ label, points, step, height, format }: TimeChartProps) {
  const isStill = useReducedMotion();
  const isCompared = points.some(({ previous }) => previous !== undefined);
  const timeFormat = step === 'hour' ? HOUR : DAY;
  return (
    <LineChart
      h={height}
      role="img"
      aria-label={describe(label, points, format)}
      data={[...points]}
      dataKey="at"
      series={isCompared ? SERIES : SERIES.slice(1)}
      curveType="monotone"
      withDots={points.length < 2}
      strokeWidth={2}
      gridAxis="x"
      tickLine="none"
      valueFormatter={format}
      lineChartProps={{ accessibilityLayer: false, margin: { top: 6, right: 8, bottom: 0, left: 0 } }}
      lineProps={{ isAnimationActive: !isStill, animationDuration: 200 }}
      xAxisProps={{ tickFormatter: (at: string) => timeFormat.format(new Date(at)), minTickGap: 28 }}
      yAxisProps={{ width: 62, tickCount: 3, domain: [0, 'auto'] }}
      // Without a point under the pointer there is no time.
      tooltipProps={{
        labelFormatter: (at) => (typeof at === 'string' ? timeFormat.format(new Date(at)) : ''),
      }}
    />
  );
}

/** What one would see in it. */
function describe(label: string, points: readonly ChartPoint[], format: (value: number) => string): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const last = values.at(-1);
  if (last === undefined) return `${label}: nothing in this time`;
  const [least, most] = [Math.min(...values), Math.max(...values)].map(format);
  return `${label} over time: from ${least} to ${most}, lastly ${format(last)}`;
}
