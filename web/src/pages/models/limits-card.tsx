import { Text } from '@mantine/core';

import { Card } from '../../components/card.js';
import type { Deployment } from './deployment.js';
import { LimitBars } from './limit-bars.js';
import { limitsOf } from './limits-of.js';

/** What is left of a deployment's own limits and of upstream's. */
export function LimitsCard({ deployment }: { deployment: Deployment }) {
  const limits = limitsOf(deployment);
  return (
    <Card title="Limits left">
      {limits.length === 0 ? (
        <Text size="sm" c="dimmed">
          None is set here, and upstream has told of none since the gateway started.
        </Text>
      ) : (
        <LimitBars limits={limits} />
      )}
    </Card>
  );
}
