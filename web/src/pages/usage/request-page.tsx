import { Group, SimpleGrid, Stack } from '@mantine/core';

import { Loaded } from '../../components/loaded.js';
import { Money } from '../../components/money.js';
import { PageHeader } from '../../components/page-header.js';
import { StatusBadge } from '../../components/status-badge.js';
import { BackLink } from '../../components/back-link.js';
import { AttemptsCard } from './attempts-card.js';
import { BucketsCard } from './buckets-card.js';
import { RequestCard } from './request-card.js';
import { TimingCard } from './timing-card.js';
import type { UsageRequest } from '../../api/answers.js';
import { useRequest } from './use-request.js';

const WAITING_HEIGHT = 640;

/** One request: what was tried for it, what it used, what it cost and what took how long. */
export function RequestPage({ id }: { id: string }) {
  const query = useRequest(id);
  const headline = query.data === undefined ? id : <Headline request={query.data} />;
  return (
    <>
      <BackLink href="/usage">All usage</BackLink>
      <PageHeader title="A request" description={headline} />
      <Loaded query={query} height={WAITING_HEIGHT}>
        {(request) => (
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              <RequestCard request={request} />
              <TimingCard request={request} />
            </SimpleGrid>
            <BucketsCard request={request} />
            <AttemptsCard attempts={request.attempts} />
          </Stack>
        )}
      </Loaded>
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
