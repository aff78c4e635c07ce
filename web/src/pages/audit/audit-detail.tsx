import { Code, Stack, Table, Text } from '@mantine/core';

import type { AuditEntry } from '../../api/answers.js';
import { type SmallColumns, SmallTable } from '../../components/small-table.js';
import { formatUtc, When } from '../../components/when.js';

type Change = { from?: unknown; to?: unknown };

const COLUMNS: SmallColumns = [{ header: 'Field' }, { header: 'Before' }, { header: 'After' }];

/** One change, field by field. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { actor, actor_role, object_type, object_id, request_id, created_at, changes } = entry;
  return (
    <Stack gap="md">
      <Text size="sm">
        By <Code>{actor}</Code> ({actor_role}), <When value={created_at} /> ({formatUtc(new Date(created_at))}
        )
      </Text>
      <Text size="sm">
        The {object_type.replace('_', ' ')} <Code>{object_id}</Code>, in request <Code>{request_id}</Code>
      </Text>
      <Changes changes={(changes ?? {}) as Record<string, Change>} />
    </Stack>
  );
}

function Changes({ changes }: { changes: Record<string, Change> }) {
  const fields = Object.entries(changes);
  if (fields.length === 0) return <Text size="sm">No field changed.</Text>;
  return (
    <SmallTable caption="Changed fields" columns={COLUMNS} minWidth={320}>
      {fields.map(([name, { from, to }]) => (
        <Table.Tr key={name}>
          <Table.Td>{name}</Table.Td>
          <Table.Td>
            <Code>{JSON.stringify(from ?? null)}</Code>
          </Table.Td>
          <Table.Td>
            <Code>{JSON.stringify(to ?? null)}</Code>
          </Table.Td>
        </Table.Tr>
      ))}
    </SmallTable>
  );
}
