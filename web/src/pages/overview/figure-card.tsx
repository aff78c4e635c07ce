import { Paper, Skeleton } from '@mantine/core';

import type { Summary } from '../../api/answers.js';
import { LazyTimeChart } from '../../charts/lazy-time-chart.js';
import { Stat } from '../../components/stat.js';
import type { TimeRange } from '../../components/time-range.js';
import type { Figure } from './figures.js';
import { pointsOf } from './points-of.js';

const CHART_HEIGHT = 120;

interface FigureCardProps {
  figure: Figure;
  range: TimeRange;
  now: Summary | undefined;
  before: Summary | undefined;
}

/** One figure: what it is in all, how it changed, and its course. */
export function FigureCard({ figure, range, now, before }: FigureCardProps) {
  const { label, of, format } = figure;
  return (
    <Paper p="md" component="section" aria-label={label}>
      <Stat {...figure} value={now && of(now.totals)} previous={before && of(before.totals)} />
      <div className="chart-place">
        {now === undefined ? (
          <Skeleton h={CHART_HEIGHT} />
        ) : (
          <LazyTimeChart
            label={label}
            points={pointsOf(figure, range, now.data, before?.data)}
            step={range.step}
            height={CHART_HEIGHT}
            format={format}
          />
        )}
      </div>
    </Paper>
  );
}
