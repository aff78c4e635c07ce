import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import { LazyTimeChart } from '../../charts/lazy-time-chart.js';
import { formatShare } from '../../components/format-share.js';
import { Loaded } from '../../components/loaded.js';
import { formatMoney } from '../../components/money.js';
import { timeRangeOf } from '../../components/time-range.js';
import { formatCount } from '../../components/tokens.js';
import { type Figure, FIGURES } from '../overview/figures.js';
import { pointsOf } from '../overview/points-of.js';
import { type Sums, tokensOf } from '../overview/summary.js';
import { Card } from '../../components/card.js';
import { type Kind, KINDS } from '../../components/subject-kinds.js';

const CHART_HEIGHT = 150;
const WAITING_HEIGHT = 180;
const [SPEND] = FIGURES as [Figure, ...Figure[]];

interface UsageCardProps {
  kind: Kind;
  id: string;
}

/** What it was used for in the last 30 days. */
export function UsageCard({ kind, id }: UsageCardProps) {
  const [range] = useState(() => timeRangeOf({ range: '30d' }, Date.now()));
  const { from, to } = range;
  const filter = { [KINDS[kind].filter]: id };
  const query = useQuery({
    queryKey: ['usage-summary', from, to, filter],
    queryFn: () =>
      answerOf(
        api.GET('/admin/usage/summary', { params: { query: { from, to, group_by: 'day', ...filter } } }),
      ),
  });
  const records = (
    <Anchor component={Link} size="sm" href={`/usage?${KINDS[kind].filter}=${id}`}>
      Its requests
    </Anchor>
  );
  return (
    <Card title="Last 30 days" aside={records}>
      <Loaded query={query} height={WAITING_HEIGHT}>
        {({ totals, data }) => (
          <>
            <Totals totals={totals} />
            <LazyTimeChart
              label="Spend"
              points={pointsOf(SPEND, range, data, undefined)}
              step="day"
              height={CHART_HEIGHT}
              format={SPEND.format}
            />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Totals({ totals }: { totals: Sums }) {
  const facts = [
    ['Spend', formatMoney(totals.cost_usd)],
    ['Requests', formatCount(totals.requests)],
    ['Tokens', formatCount(tokensOf(totals))],
    ['Errors', formatShare(totals.error_rate)],
  ] as const;
  return (
    <Group component="dl" style={{ columnGap: 20, rowGap: 4 }} mt={0} mb="sm">
      {facts.map(([name, value]) => (
        <Group key={name} gap={6} wrap="nowrap">
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" fw={550} m={0}>
            {value}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
