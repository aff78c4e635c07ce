import { Anchor, Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { countText } from '../../components/count-text.js';
import type { Column } from '../../components/data-table.js';
import { formatDuration } from '../../components/format-duration.js';
import { formatCount } from '../../components/tokens.js';
import { TwoLines } from '../../components/two-lines.js';
import { type Deployment, deploymentHref, upstreamModelOf } from './deployment.js';
import { HealthLine } from './health-line.js';
import { LimitBars } from './limit-bars.js';
import { limitsOf } from './limits-of.js';
import { WAYS, wayOf } from './ways.js';

const MOST_LIMITS = 2;

/** The columns of the list of deployments; the name leads to the deployment. */
export const DEPLOYMENT_COLUMNS: readonly Column<Deployment>[] = [
  {
    id: 'model_name',
    header: 'Name',
    width: 170,
    cell: (deployment) => <NameCell deployment={deployment} />,
  },
  {
    id: 'health',
    header: 'Health',
    width: 170,
    cell: (deployment) => <HealthLine deployment={deployment} />,
  },
  extra('upstream', 'Upstream', 196, (deployment) => <Upstream deployment={deployment} />),
  extra('load', 'Last minute', 130, ({ status }) => status !== null && <Load status={status} />),
  extra('latency', 'Latency', 104, ({ status }) => status !== null && <Latency status={status} />),
  extra('limits', 'Limits left', 154, (deployment) => (
    <LimitBars compact limits={limitsOf(deployment).slice(0, MOST_LIMITS)} />
  )),
  extra('share', 'Share', 84, ({ order, weight }) => (
    <TwoLines below={`weight ${weight}`}>{`order ${order}`}</TwoLines>
  )),
];

/** A column that narrow screens do without. */
function extra(
  id: string,
  header: string,
  width: number,
  cell: (deployment: Deployment) => ReactNode,
): Column<Deployment> {
  return { id, header, width, cell, isExtra: true };
}

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
  const { provider } = deployment;
  return (
    <TwoLines below={`${provider}, ${WAYS[wayOf(deployment)].short}`}>{upstreamModelOf(deployment)}</TwoLines>
  );
}

type Status = NonNullable<Deployment['status']>;

function Load({ status: { in_flight, requests_last_minute, tokens_last_minute } }: { status: Status }) {
  const counts = `${countText(requests_last_minute, 'call')}, ${formatCount(tokens_last_minute)} tok`;
  return <TwoLines below={`${in_flight} in flight`}>{counts}</TwoLines>;
}

function Latency({ status: { time_to_first_token_ms, duration_ms } }: { status: Status }) {
  return (
    <TwoLines below={`whole ${formatDuration(duration_ms)}`}>
      {`first ${formatDuration(time_to_first_token_ms)}`}
    </TwoLines>
  );
}
