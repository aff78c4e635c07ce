import { Group, SimpleGrid, Stack } from '@mantine/core';

import { ErrorState } from '../../components/error-state.js';
import { LoadingState } from '../../components/loading-state.js';
import { Money } from '../../components/money.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { BackLink } from '../../components/back-link.js';
import { AttemptsCard } from './attempts-card.js';
import { BucketsCard } from './buckets-card.js';
import { RequestCard } from './request-card.js';
import { TimingCard } from './timing-card.js';
import type { UsageRequest } from './usage-record.js';
import { useRequest } from './use-request.js';

const WAITING_HEIGHT = 640;

/** One request: what was tried for it, what it used, what it cost and what took how long. */
export function RequestPage({ id }: { id: string }) {
  const { data, error, refetch } = useRequest(id);
  return (
    <>
      <BackLink href="/usage">All usage</BackLink>
      <PageHeader title="A request" description={data === undefined ? id : <Headline request={data} />} />
      {data === undefined && error === null && <LoadingState height={WAITING_HEIGHT} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <RequestCard request={data} />
            <TimingCard request={data} />
          </SimpleGrid>
          <BucketsCard request={data} />
          <AttemptsCard attempts={data.attempts} />
        </Stack>
      )}
    </>
  );
}

function Headline({ request: { result, status, cost_usd } }: { request: UsageRequest }) {
  return (
    <Group gap="xs" component="span">
      <StatusBadge status={result} /> {status}, <Money usd={cost_usd} />
    </Group>
  );
}
