import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';

import { countText } from '../../components/count-text.js';
import { Facts } from '../../components/facts.js';
import { formatDuration } from '../../components/format-duration.js';
import { formatWhole } from '../../components/tokens.js';
import { Card } from '../../components/card.js';
import type { Deployment, DeploymentStatus } from './deployment.js';
import { HealthLine } from './health-line.js';

/** How a deployment is now, and what upstream said when it is not well. */
export function HealthCard({ deployment }: { deployment: Deployment }) {
  const { id, status, problem } = deployment;
  const requests = (
    <Anchor component={Link} size="sm" href={`/usage?deployment=${encodeURIComponent(id)}`}>
      Its requests
    </Anchor>
  );
  return (
    <Card title="Now" aside={requests}>
      <HealthLine deployment={deployment} />
      {problem !== null && (
        <Alert color="red" my="sm" title="Its credential cannot be read">
          {problem}
        </Alert>
      )}
      {status !== null && <UpstreamWords status={status} />}
      {status === null ? <Text size="sm">It takes no calls.</Text> : <Figures status={status} />}
    </Card>
  );
}

function UpstreamWords({ status: { error } }: { status: DeploymentStatus }) {
  if (error === null) return null;
  return (
    <Alert color="yellow" my="sm" title={error.code ?? error.type}>
      <Text size="sm" className="breaks">
        {error.message}
      </Text>
    </Alert>
  );
}

function Figures({ status }: { status: DeploymentStatus }) {
  const { successes_last_minute, failures_last_minute } = status;
  return (
    <Facts
      facts={[
        ['In flight', formatWhole(status.in_flight)],
        [
          'Last minute',
          `${countText(status.requests_last_minute, 'call')}, ${countText(status.tokens_last_minute, 'token', formatWhole)}`,
        ],
        [
          'Outcomes',
          `${formatWhole(successes_last_minute)} good, ${formatWhole(failures_last_minute)} failed`,
        ],
        ['To first token', formatDuration(status.time_to_first_token_ms)],
        ['Whole answers', formatDuration(status.duration_ms)],
      ]}
    />
  );
}
