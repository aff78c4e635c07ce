import { Table, Text } from '@mantine/core';

import { formatDuration } from '../../components/format-duration.js';
import { type SmallColumns, SmallTable } from '../../components/small-table.js';
import { StatusBadge } from '../../components/status-badge.js';
import { formatWhole } from '../../components/tokens.js';
import { Card } from '../../components/card.js';
import { Countdown } from './countdown.js';
import type { ModelStanding } from './deployment.js';

const COLUMNS: SmallColumns = [
  { header: 'Model' },
  { header: 'Health' },
  { header: 'In flight', align: 'end' },
  { header: 'Last minute', align: 'end' },
  { header: 'To first token', align: 'end' },
];

/** How each model behind a wildcard is, of those that were called lately. */
export function StandingsCard({ models }: { models: readonly ModelStanding[] }) {
  if (models.length === 0) return null;
  return (
    <Card title="Its models">
      <SmallTable caption="Its models" columns={COLUMNS} minWidth={520}>
        {models.map((standing) => (
          <Standing key={standing.model} standing={standing} />
        ))}
      </SmallTable>
    </Card>
  );
}

function Standing({ standing }: { standing: ModelStanding }) {
  const { model, health, until, error } = standing;
  return (
    <Table.Tr>
      <Table.Td>{model}</Table.Td>
      <Table.Td>
        <StatusBadge status={health} />
        {until !== null && (
          <Text span size="xs" c="dimmed" ml="xs" title={error?.message}>
            <Countdown until={until} />
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">{formatWhole(standing.in_flight)}</Table.Td>
      <Table.Td ta="end">{formatWhole(standing.requests_last_minute)}</Table.Td>
      <Table.Td ta="end">{formatDuration(standing.time_to_first_token_ms)}</Table.Td>
    </Table.Tr>
  );
}
