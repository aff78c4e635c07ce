import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from 'wouter';

import type { Column } from '../../components/data-table.js';
import { formatDuration } from '../../components/format-duration.js';
import { Tokens } from '../../components/tokens.js';
import { type Deployment, deploymentHref, upstreamModelOf } from './deployment.js';
import { HealthLine } from './health-line.js';
import { LimitBars } from './limit-bars.js';
import { limitsOf } from './limits-of.js';
import { WAYS, wayOf } from './ways.js';

const MOST_LIMITS = 2;

/** The columns of the list of deployments; the name leads to the deployment. */
export const DEPLOYMENT_COLUMNS: readonly Column<Deployment>[] = [
  { id: 'model_name', header: 'Name', cell: (deployment) => <NameCell deployment={deployment} /> },
  {
    id: 'health',
    header: 'Health',
    width: 180,
    cell: (deployment) => <HealthLine deployment={deployment} />,
  },
  {
    id: 'upstream',
    header: 'Upstream',
    isExtra: true,
    cell: (deployment) => <Upstream deployment={deployment} />,
  },
  {
    id: 'load',
    header: 'Load',
    width: 120,
    isExtra: true,
    cell: ({ status }) => status !== null && <Load status={status} />,
  },
  {
    id: 'latency',
    header: 'Latency',
    width: 110,
    isExtra: true,
    cell: ({ status }) => status !== null && <Latency status={status} />,
  },
  {
    id: 'limits',
    header: 'Limits left',
    width: 190,
    isExtra: true,
    cell: (deployment) => <LimitBars compact limits={limitsOf(deployment).slice(0, MOST_LIMITS)} />,
  },
  {
    id: 'weight',
    header: 'Order, weight',
    align: 'end',
    isExtra: true,
    cell: ({ order, weight }) => `${order}, ${weight}`,
  },
];

function NameCell({ deployment: { id, source, model_name } }: { deployment: Deployment }) {
  return (
    <>
      <Anchor component={Link} href={deploymentHref(id)} size="sm" className="breaks">
        {model_name}
      </Anchor>
      <Group gap={4} h={18}>
        {source === 'config' ? (
          <Badge size="xs" color="gray" title="Of the configuration: it is changed there">
            file
          </Badge>
        ) : (
          <Text size="xs" c="dimmed" title={id}>
            {id.slice(0, 8)}
          </Text>
        )}
      </Group>
    </>
  );
}

function Upstream({ deployment }: { deployment: Deployment }) {
  return (
    <>
      <Text size="sm" className="breaks">
        {upstreamModelOf(deployment)}
      </Text>
      <Text size="xs" c="dimmed">
        {deployment.provider}, {WAYS[wayOf(deployment)].short}
      </Text>
    </>
  );
}

type Status = NonNullable<Deployment['status']>;

function Load({ status: { in_flight, requests_last_minute, tokens_last_minute } }: { status: Status }) {
  return (
    <>
      <Text size="sm">{in_flight} in flight</Text>
      <Text size="xs" c="dimmed" title="In the last minute">
        <Tokens count={requests_last_minute} /> calls, <Tokens count={tokens_last_minute} /> tok/min
      </Text>
    </>
  );
}

function Latency({ status: { time_to_first_token_ms, duration_ms } }: { status: Status }) {
  return (
    <>
      <Text size="sm" title="To the first token, of streamed answers">
        {formatDuration(time_to_first_token_ms)}
      </Text>
      <Text size="xs" c="dimmed" title="Of answers that are not streamed">
        whole: {formatDuration(duration_ms)}
      </Text>
    </>
  );
}
