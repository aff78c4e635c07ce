import { Alert, List, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { answerOf } from '../../api/answer-of.js';
import { api } from '../../api/client.js';
import type { Settings } from '../../api/answers.js';
import { Loaded } from '../../components/loaded.js';
import { PageHeader } from '../../components/page-header.js';
import { ConfigCard } from './config-card.js';
import { factValue } from './fact-value.js';
import { FactsCard } from './facts-card.js';
import { DatabaseCard, GatewayCard, JournalCard, RedisCard } from './health-cards.js';

const REFRESH_MS = 10_000;
const WAITING_HEIGHT = 670;

/** How the gateway is set up, and how it is. Nothing here can be changed: that is done where it is started. */
export default function SettingsPage() {
  const query = useQuery({
    queryKey: ['settings'],
    queryFn: () => answerOf(api.GET('/admin/settings')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <PageHeader
        title="Settings"
        description="What this gateway was started with, and how it is. Change it in its configuration and start it again."
      />
      <Loaded query={query} height={WAITING_HEIGHT}>
        {(settings) => <SettingsView settings={settings} />}
      </Loaded>
    </>
  );
}

function SettingsView({ settings }: { settings: Settings }) {
  return (
    <Stack gap="md">
      <Warnings warnings={settings.warnings} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <GatewayCard settings={settings} />
        <DatabaseCard database={settings.database} />
        <RedisCard redis={settings.redis} replicas={settings.replicas} />
        <JournalCard journal={settings.journal} />
      </SimpleGrid>
      <FactsCard
        title="Configuration"
        facts={[
          ['File', settings.config_file ?? 'none: flags and the environment alone'],
          ...Object.entries(settings.features).map(
            ([name, value]) => [name.replaceAll('_', ' '), factValue(value)] as const,
          ),
        ]}
      />
      {Object.entries(settings.config).map(([section, values]) => (
        <ConfigCard key={section} section={section} settings={values} />
      ))}
    </Stack>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" title={warnings.length === 1 ? 'A warning of the start' : 'Warnings of the start'}>
      <List size="sm">
        {warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
