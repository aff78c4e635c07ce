import { SimpleGrid, Stack } from '@mantine/core';

import type { Summary } from '../../api/answers.js';
import { ErrorState } from '../../components/error-state.js';
import { PageHeader } from '../../components/page-header.js';
import type { TimeRange } from '../../components/time-range.js';
import { TimeRangePicker } from '../../components/time-range-picker.js';
import { useTimeRange } from '../../components/use-time-range.js';
import { AttentionList } from './attention-list.js';
import { Breakdown } from './breakdown.js';
import { FigureCard } from './figure-card.js';
import { FIGURES } from './figures.js';
import { NoCalls } from './no-calls.js';
import { useAttention } from './use-attention.js';
import { useSummary } from './use-summary.js';

/** What the gateway did in a time, against the time before, and what needs attention. */
export function OverviewPage() {
  const time = useTimeRange();
  return (
    <>
      <PageHeader title="Overview" actions={<TimeRangePicker {...time} />} />
      <Figures range={time.range} isCompared={time.isCompared} />
    </>
  );
}

function Figures({ range, isCompared }: { range: TimeRange; isCompared: boolean }) {
  const now = useSummary({ span: range, groupBy: range.step });
  const before = useSummary({ span: range.previous, groupBy: range.step });
  const attention = useAttention();
  const error = now.error ?? before.error;
  if (now.data === undefined || before.data === undefined) {
    if (error === null) return <Cards range={range} now={undefined} before={undefined} />;
    return <ErrorState error={error} onRetry={() => void Promise.all([now.refetch(), before.refetch()])} />;
  }
  const hasNoCalls = now.data.totals.requests === 0 && before.data.totals.requests === 0;
  return (
    <Stack gap="md">
      {hasNoCalls ? (
        <NoCalls />
      ) : (
        <Cards
          range={range}
          now={now.isPlaceholderData ? undefined : now.data}
          before={isCompared && !before.isPlaceholderData ? before.data : undefined}
        />
      )}
      <AttentionList />
      {/* Not before it is known how much stands above it: nothing moves. */}
      {!hasNoCalls && !attention.isPending && <Breakdown range={range} />}
    </Stack>
  );
}

interface CardsProps {
  range: TimeRange;
  now: Summary | undefined;
  before: Summary | undefined;
}

function Cards({ range, now, before }: CardsProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {FIGURES.map((figure) => (
        <FigureCard key={figure.label} figure={figure} range={range} now={now} before={before} />
      ))}
    </SimpleGrid>
  );
}
