import { Badge, Group, SimpleGrid, Stack } from '@mantine/core';

import { PageHeader } from '../../components/page-header.js';
import { useCan } from '../../session/use-session.js';
import { ChangesCard } from '../../components/changes-card.js';
import type { Deployment } from './deployment.js';
import { DeploymentActions } from './deployment-actions.js';
import { DeploymentView } from './deployment-view.js';
import { HealthCard } from './health-card.js';
import { LimitsCard } from './limits-card.js';
import { SettingsCard } from './settings-card.js';
import { StandingsCard } from './standings-card.js';
import { TestCard } from './test-card.js';

/** One deployment: how it is now, what is set on it, and whether it works. */
export function DeploymentPage({ id }: { id: string }) {
  const can = useCan();
  return (
    <DeploymentView id={id}>
      {(deployment) => (
        <>
          <PageHeader
            title={deployment.model_name}
            description={<Headline deployment={deployment} />}
            actions={can('models.write') && <DeploymentActions deployment={deployment} />}
          />
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <HealthCard deployment={deployment} />
              <LimitsCard deployment={deployment} />
            </SimpleGrid>
            <StandingsCard models={deployment.status?.models ?? []} />
            {can('models.write') && <TestCard deployment={deployment} />}
            <SettingsCard deployment={deployment} />
            <ChangesCard kind="model" id={deployment.id} />
          </Stack>
        </>
      )}
    </DeploymentView>
  );
}

function Headline({ deployment: { source, model } }: { deployment: Deployment }) {
  return (
    <Group gap="xs" component="span">
      {model}
      {source === 'config' && <Badge color="gray">of the configuration file: changed there</Badge>}
    </Group>
  );
}
